package caravan.minions.master;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.registry.Instance;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinionAnswerTest {

    private static final String FINISHED = "{\"message\": \"Yes\", \"result\": \"success\", \"status\": \"finished\"}";
    private static final Instance MINION = new Instance("minion", "minion-1", URI.create("http://127.0.0.1:8020"));

    private final MinionAnswer answer = new MinionAnswer();

    @Test
    void a_job_that_is_finished() throws IOException {
        Said finished = new Said("minion-1", true, "Yes", "success");
        assertThat(taken(200, FINISHED)).isEqualTo(finished);
        assertThat(held(200, FINISHED)).isEqualTo(finished);
        assertThat(taken(200, FINISHED.replace("success", "error")).result()).isEqualTo("error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "not_started"})
    void a_job_that_is_not(String status) throws IOException {
        String body = "{\"message\": null, \"result\": \"not_finished\", \"status\": \"" + status + "\"}";
        assertThat(taken(200, body)).isEqualTo(new Said("minion-1", true, null, null));
        assertThat(held(200, body)).isEqualTo(new Said("minion-1", true, null, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void a_job_that_it_does_not_have(int status) throws IOException {
        assertThat(held(status, "whatever")).isEqualTo(new Said("minion-1", false, null, null));
        assertThatThrownBy(() -> taken(status, FINISHED)).hasMessage("it answers " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 301, 302, 401, 403, 429, 500, 503})
    void another_status_is_as_good_as_away(int status) {
        assertThatThrownBy(() -> taken(status, FINISHED))
                .isInstanceOf(IOException.class)
                .hasMessage("it answers " + status);
        assertThatThrownBy(() -> held(status, FINISHED)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK",
                "<html></html>",
                "{",
                "[]",
                "{}",
                "null",
                "1",
                "{\"status\": null}",
                "{\"status\": \"done\"}",
                "{\"status\": \"finished\"}",
                "{\"status\": \"finished\", \"result\": \"success\"}",
                "{\"status\": \"finished\", \"result\": \"success\", \"message\": null}",
                "{\"status\": \"finished\", \"result\": \"success\", \"message\": 5}",
                "{\"status\": \"finished\", \"result\": \"success\", \"message\": \"N\\u0000\"}",
                "{\"status\": \"finished\", \"result\": \"success\", \"message\": \"N\\ud83d\"}",
                "{\"status\": \"finished\", \"result\": \"not_finished\", \"message\": \"Yes\"}",
                "{\"status\": \"finished\", \"message\": \"Yes\"}"
            })
    void what_is_no_job_is_as_good_as_away(String body) {
        assertThatThrownBy(() -> taken(200, body)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> held(200, body)).isInstanceOf(IOException.class);
    }

    @Test
    void a_message_that_is_too_long_is_none() {
        assertThatThrownBy(() -> taken(200, FINISHED.replace("Yes", "a".repeat(10_001))))
                .isInstanceOf(IOException.class);
    }

    private Said taken(int status, String body) throws IOException {
        return answer.taken(body.getBytes(UTF_8), status, MINION);
    }

    private Said held(int status, String body) throws IOException {
        return answer.held(body.getBytes(UTF_8), status, MINION);
    }
}
