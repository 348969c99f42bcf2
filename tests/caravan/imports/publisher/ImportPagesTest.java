package caravan.imports.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.shared.http.Problems;
import caravan.shared.page.PageBeans;
import caravan.shared.page.Pages;
import caravan.shared.start.SettingsReader;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What people see of imports. */
class ImportPagesTest {

    final ImportPages pages =
            new ImportPages(new ImportAnswers(), new Problems(), new PageBeans().pages(SettingsReader.read(Map.of())));

    @Test
    void a_check_says_what_it_has_found_and_offers_nothing_to_undo() {
        String page = account(row("dry_run", true));
        assertThat(page)
                .contains("check only", "nothing is sent", ">Valid<", ">900<", ">Rejected<", ">100<")
                .doesNotContain(">Sent<", ">Saved<", ">Duplicates<", "Undo");
    }

    @Test
    void an_import_says_what_was_sent_and_can_be_undone() {
        assertThat(account(row("sent", 900L)))
                .contains(">Sent<", ">900<", ">Saved<", ">Duplicates<", "Undo")
                .doesNotContain("check only", ">Valid<");
    }

    @Test
    void among_other_imports_a_check_is_known_as_one() {
        assertThat(form(row("dry_run", true)))
                .contains("check only", "title=\"nothing is sent\">–<", ">100<")
                .doesNotContain(">0<");
        assertThat(form(row("sent", 900L))).contains(">900<").doesNotContain("check only", "–<");
        assertThat(form(row("saved", null))).contains("title=\"the consumer does not say\">–<");
    }

    @Test
    void files_of_one_name_are_told_apart_by_when_they_came() {
        Timestamp came = Timestamp.from(Instant.parse("2026-11-05T06:07:08.9Z"));
        String moment = "<time datetime=\"2026-11-05T06:07:08Z\">5 Nov 2026, 06:07:08 UTC</time>";
        assertThat(form(row("created", came))).contains(moment);
        assertThat(account(row("created", came))).contains(moment);
    }

    @Test
    void below_the_form_are_the_last_twenty_and_the_way_to_the_others() {
        List<Map<String, Object>> rows = Collections.nCopies(21, row("sent", 1L));
        String more = "<a href=\"/imports\">";
        assertThat(answer(exchange -> pages.form(rows, exchange)))
                .contains(more)
                .satisfies(page -> listed(page, 20));
        assertThat(answer(exchange -> pages.form(rows.subList(0, 20), exchange)))
                .doesNotContain(more)
                .satisfies(page -> listed(page, 20));
        assertThat(answer(exchange -> pages.list(rows, exchange)))
                .doesNotContain(more)
                .satisfies(page -> listed(page, 21));
    }

    private static void listed(String page, int imports) {
        assertThat(page.split("<td class=\"name\">", -1)).hasSize(imports + 1);
    }

    private String account(Map<String, Object> row) {
        return answer(exchange -> pages.account(row, exchange));
    }

    private String form(Map<String, Object> row) {
        return answer(exchange -> pages.form(List.of(row), exchange));
    }

    private static String answer(Consumer<Exchange> page) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Pages.ACCEPT, "text/html");
        page.accept(exchange);
        return exchange.getMessage().getBody(String.class);
    }

    /** As the view has it, of an import or a check that has ended. */
    private static Map<String, Object> row(String column, Object value) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", UUID.randomUUID());
        row.put("state", "completed");
        row.put("file", "staff.csv");
        row.put("mode", "live");
        row.put("dry_run", false);
        row.put("bytes", 812L);
        row.put("percent", 100L);
        row.put("sent", 0L);
        row.put("valid", 900L);
        row.put("received", 0L);
        row.put("saved", 0L);
        row.put("duplicates", 0L);
        row.put("rejected", 100L);
        row.put("rows_per_second", 9000L);
        row.put(column, value);
        return row;
    }
}
