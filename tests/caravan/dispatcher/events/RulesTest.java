package caravan.dispatcher.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.dispatcher.Applications;
import caravan.shared.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    static final DefaultCamelContext context = new DefaultCamelContext();

    @TempDir
    Path folder;

    Path file;

    @BeforeAll
    static void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String name : new String[] {"add", "echo", "sleep"}) {
                    from("direct:application-" + name).setBody(body());
                }
            }
        });
        context.start();
    }

    @AfterAll
    static void stop() throws Exception {
        context.close();
    }

    @BeforeEach
    void name() {
        file = folder.resolve("rules");
    }

    @Test
    void the_first_rule_that_matches_counts() throws IOException {
        Rules rules = started("""
                sleep $[?(@.type == 'none')]
                add   $[?(@.type == 't' && @.data.n > 5)]
                echo  $[?(@.type == 't')]
                add   $
                """);
        assertThat(application(rules, "\"data\": {\"n\": 6}")).isEqualTo("add");
        assertThat(application(rules, "\"data\": {\"n\": 5}")).isEqualTo("echo");
        assertThat(application(rules, "")).isEqualTo("echo");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$[?(@.type == 't')]                          | true",
                "$[?(@['type'] == 't')]                       | true",
                "$[?(@.type == 'T')]                          | false",
                "$[?(@.source =~ /\\/s.*/)]                   | true",
                "$[?(@.source =~ /\\/t.*/)]                   | false",
                "$[?(@.type in ['a', 't'])]                   | true",
                "$.data.yes                                   | true",
                "$.data.no                                    | false",
                "$.data.nothing                               | false",
                "$.data.missing                               | false",
                "$.data.missing.deeper                        | false",
                "$..urgent                                    | true",
                "$..missing                                   | false",
                "$.data.list[?(@.urgent == true)]             | true",
                "$.data.list[?(@.n > 100)]                    | true",
                "$.data.list[?(@.n == 12345678901234567890)]  | true",
                "$.data.list[?(@.n == 12345678901234567891)]  | false",
                "$.data.list.size()                           | true",
                "$[?(@.data.list.size() > 1)]                 | true",
                "$[?(@.data.list.size() > 2)]                 | false",
                "$[?(@.source =~ /\\/s.*/ && @.data.yes)]     | true",
                "$.data.list[7]                               | false",
                "$.data.list.max()                            | false",
                "$[?(@.type == '${body}')]                    | false",
                "$                                            | true"
            })
    void a_path_matches_when_it_finds_something_but_false(String path, boolean matches) throws IOException {
        Rules rules = started("echo " + path);
        assertThat(application(
                        rules,
                        "\"data\": {\"yes\": true, \"no\": false, \"nothing\": null, \"text\": \"x\","
                                + " \"list\": [{\"urgent\": true}, {\"n\": 12345678901234567890}]}"))
                .isEqualTo(matches ? "echo" : null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1",
                "\"x\"",
                "[]",
                "{\"n\": \"x\"}",
                "{\"n\": 1E999999999}",
                "{\"n\": [[[]]]}",
                "{\"n\": {\"n\": null}}",
                "{\"n\": -1E-999999999}"
            })
    void whatever_an_event_holds_rules_go_on(String data) throws IOException {
        Rules rules = started("""
                add $[?(@.data.n > 100 && @.data.n < 1)]
                add $.data.n.n.n
                add $[?(@.data.n =~ /(a+)+b/)]
                add $.data[?(@.n == 'none')]
                add $.data.sum()
                add $[?(@.data.n contains 'none')]
                echo $
                """);
        assertThat(application(rules, "\"data\": " + data)).isEqualTo("echo");
    }

    @Test
    void rules_for_the_names_of_0_1_and_for_those_of_1_0_match_an_event_of_0_1() throws IOException {
        String event = "{\"eventType\": \"t\", \"eventID\": \"1\", \"source\": \"/s\"}";
        for (String name : new String[] {"type", "eventType"}) {
            Rules rules = started("echo $[?(@." + name + " == 't')]");
            assertThat(rules.application(exchange(Requests.draft(event)))).isEqualTo("echo");
        }
    }

    @Test
    void a_file_that_is_wrong_or_not_there_stops_the_start() throws IOException {
        assertThatThrownBy(() -> started("\n\nad $"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(file + ", line 3: there is no application 'ad'");
        Files.write(file, new byte[] {(byte) 0xFF});
        assertThatThrownBy(() -> start(file)).isInstanceOf(Refusal.class).hasMessage(file + ": it is not UTF-8");
        assertThatThrownBy(() -> start(folder)).isInstanceOf(Refusal.class).hasMessageStartingWith(folder + ": ");
        assertThatThrownBy(() -> start(folder.resolve("none")))
                .isInstanceOf(Refusal.class)
                .hasMessage(folder.resolve("none") + ": there is no such file");
    }

    @Test
    void the_file_that_comes_with_the_program_is_used_if_there_is_none_and_none_was_named() {
        RulesFile builtIn = new RulesFile(Path.of(RulesFile.STANDARD), folder);
        Rules rules = start(builtIn);
        assertThat(builtIn.isBuiltIn()).isTrue();
        assertThat(rules.application(
                        exchange(Requests.structured(Requests.event("").replace("\"t\"", "\"org.example.add\"")))))
                .isEqualTo("add");
    }

    @Test
    void a_change_is_taken_at_the_second_look_that_finds_it() throws IOException {
        Rules rules = started("echo $");
        Files.writeString(file, "add $");
        rules.reload();
        assertThat(application(rules, "")).isEqualTo("echo");
        rules.reload();
        assertThat(application(rules, "")).isEqualTo("add");
        Files.writeString(file, "sleep $");
        rules.reload();
        Files.writeString(file, "echo $");
        rules.reload();
        assertThat(application(rules, "")).isEqualTo("add");
        rules.reload();
        assertThat(application(rules, "")).isEqualTo("echo");
    }

    @Test
    void a_change_that_is_wrong_is_kept_out_and_said_until_it_is_right() throws IOException {
        Rules rules = started("echo $");
        Files.writeString(file, "echo $\nadd $[");
        look(rules);
        assertThat(application(rules, "")).isEqualTo("echo");
        assertThat(rules.trouble())
                .hasValueSatisfying(trouble ->
                        assertThat(trouble).startsWith(file + ", line 2: ").contains("$["));
        Files.delete(file);
        look(rules);
        assertThat(application(rules, "")).isEqualTo("echo");
        assertThat(rules.trouble()).hasValue(file + ": there is no such file");
        Files.writeString(file, "add $");
        look(rules);
        assertThat(application(rules, "")).isEqualTo("add");
        assertThat(rules.trouble()).isEmpty();
    }

    @Test
    void the_old_file_again_ends_the_trouble() throws IOException {
        Rules rules = started("echo $");
        Files.writeString(file, "nonsense");
        look(rules);
        assertThat(rules.trouble()).isPresent();
        Files.writeString(file, "echo $");
        look(rules);
        assertThat(rules.trouble()).isEmpty();
    }

    @Test
    void a_file_of_no_rules_is_one_that_nothing_matches() throws IOException {
        assertThat(application(started("# none\n"), "")).isNull();
    }

    private Rules started(String text) throws IOException {
        Files.writeString(file, text);
        return start(file);
    }

    private static Rules start(Path file) {
        return start(new RulesFile(file));
    }

    private static Rules start(RulesFile file) {
        Rules rules = new Rules(
                file,
                new RuleReader(context.resolveLanguage("jsonpath")),
                new Applications(context, Duration.ofMinutes(1)));
        rules.onCamelContextFullyStarted(context, true);
        return rules;
    }

    private static void look(Rules rules) {
        rules.reload();
        rules.reload();
    }

    private static String application(Rules rules, String members) {
        return rules.application(exchange(Requests.structured(Requests.event(members))));
    }

    private static Exchange exchange(ReceivedEvent event) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(event.document());
        return exchange;
    }
}
