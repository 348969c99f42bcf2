package caravan.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemDocumentTest {

    @Test
    void a_program_gets_json_with_every_member() {
        ProblemDocument problem = ProblemDocument.of(404, "no \"task\"", "*/*");
        assertThat(problem.contentType()).isEqualTo("application/problem+json");
        assertThat(problem.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                        + "\"detail\":\"no \\\"task\\\"\"}");
    }

    @Test
    void without_a_detail_the_status_says_it_all() {
        assertThat(ProblemDocument.of(415, null, null).body()).contains("\"detail\":\"Unsupported Media Type\"");
    }

    @Test
    void a_browser_gets_a_page_with_everything_escaped() {
        ProblemDocument problem = ProblemDocument.of(400, "<b>\"100 %d\" & 'more'", "text/html,application/xml;q=0.9");
        assertThat(problem.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(problem.body())
                .contains("<title>400 Bad Request</title>", "<p>&lt;b&gt;&quot;100 %d&quot; &amp; 'more'</p>");
    }
}
