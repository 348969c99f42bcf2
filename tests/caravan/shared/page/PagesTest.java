package caravan.shared.page;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.shared.start.SettingsReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    static final String SCRIPT = "<script>alert('1')</script>";

    final Pages pages = new PageBeans().pages(SettingsReader.read(Map.of()));
    final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    static List<String> hostileNames() {
        return List.of(
                SCRIPT,
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "&lt;b&gt;",
                "${7*7} @raw()",
                "\u202Evsc.ffats",
                "x".repeat(10_000));
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void whatever_the_name_of_a_file_is_the_pages_show_it_as_text(String name) {
        for (String page : List.of(
                render("imports/form.jte", Map.of("imports", List.of(row("file", name)))),
                render("imports/account.jte", Map.of("row", row("file", name))))) {
            assertThat(page)
                    .contains(escaped(name))
                    .doesNotContain("<script", "<img")
                    .contains("</html>");
            // No attribute and no tag has it.
            assertThat(page.replaceAll("<[^>]*>", "")).contains(escaped(name));
        }
    }

    @ParameterizedTest
    @CsvSource({"message, imports/account.jte", "state, imports/account.jte", "mode, imports/account.jte"})
    void so_is_what_else_an_account_says(String column, String template) {
        assertThat(render(template, Map.of("row", row(column, SCRIPT))))
                .contains("&lt;script&gt;")
                .doesNotContain("<script");
    }

    @Test
    void so_is_why_nothing_was_imported() {
        assertThat(render("imports/refused.jte", Map.of("status", "'" + SCRIPT + "' is empty")))
                .contains("&lt;script&gt;")
                .doesNotContain("<script");
    }

    @Test
    void a_page_runs_no_script_and_is_not_kept() {
        render("imports/form.jte", Map.of("imports", List.of()));
        assertThat(exchange.getMessage().getHeader("Content-Security-Policy", String.class))
                .startsWith("default-src 'none'")
                .doesNotContain("script", "unsafe");
        assertThat(exchange.getMessage().getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("text/html; charset=utf-8");
    }

    @Test
    void a_page_makes_its_browser_ask_for_no_icon() {
        assertThat(render("imports/form.jte", Map.of("imports", List.of())))
                .contains("<link rel=\"icon\" href=\"data:,\">");
    }

    @Test
    void counts_that_are_not_said_are_no_zeros() {
        Map<String, Object> row = row("saved", null);
        assertThat(render("imports/account.jte", Map.of("row", row))).contains("the consumer does not say");
        assertThat(render("imports/form.jte", Map.of("imports", List.of(row)))).contains("the consumer does not say");
    }

    @ParameterizedTest
    @CsvSource({"running, /stop", "not-completed, /resume", "not-completed, /undo", "completed, /undo", "stopped, /undo"
    })
    void an_import_offers_what_can_be_done_with_it(String state, String action) {
        assertThat(render("imports/account.jte", Map.of("row", row("state", state))))
                .contains(action + "\"");
    }

    @ParameterizedTest
    @CsvSource({"running, /undo", "running, /resume", "completed, /resume", "completed, /stop", "undone, /undo"})
    void and_nothing_else(String state, String action) {
        assertThat(render("imports/account.jte", Map.of("row", row("state", state))))
                .doesNotContain(action + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/html,application/xhtml+xml;q=0.9"})
    void a_browser_wants_a_page(String accept) {
        exchange.getMessage().setHeader("Accept", accept);
        assertThat(Pages.areWanted(exchange)).isTrue();
        exchange.setProperty(Pages.ACCEPT, "application/json");
        assertThat(Pages.areWanted(exchange)).isFalse();
    }

    @Test
    void who_does_not_say_what_it_wants_gets_none() {
        assertThat(Pages.areWanted(exchange)).isFalse();
        exchange.getMessage().setHeader("Accept", "*/*");
        assertThat(Pages.areWanted(exchange)).isFalse();
    }

    private String render(String template, Map<String, Object> parameters) {
        pages.answer(exchange, template, parameters);
        return exchange.getMessage().getBody(String.class);
    }

    /** As a text between tags. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Map<String, Object> row(String column, Object value) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", UUID.randomUUID());
        row.put("state", "running");
        row.put("file", "staff.csv");
        row.put("mode", "live");
        row.put("dry_run", false);
        row.put("bytes", 812L);
        row.put("percent", 49L);
        for (String count : List.of("sent", "received", "saved", "duplicates", "rejected", "rows_per_second")) {
            row.put(count, 1L);
        }
        row.put(column, value);
        return row;
    }
}
