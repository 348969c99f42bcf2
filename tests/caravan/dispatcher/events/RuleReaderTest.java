package caravan.dispatcher.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {
    static final Set<String> APPLICATIONS = new TreeSet<>(Set.of("add", "echo"));
    static final DefaultCamelContext context = new DefaultCamelContext();
    final RuleReader reader = new RuleReader(context.resolveLanguage("jsonpath"));

    @BeforeAll
    static void start() {
        context.start();
    }

    @AfterAll
    static void stop() throws Exception {
        context.close();
    }

    @Test
    void comments_and_empty_lines_are_no_rules_but_count() {
        assertThat(reader.read("# add $.x\n\n  \t\r\n add \t $.type\r\n\n echo $\n#", APPLICATIONS))
                .extracting(Rule::line, Rule::application)
                .containsExactly(tuple(4, "add"), tuple(6, "echo"));
        assertThat(reader.read("", APPLICATIONS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add                            | there is no JSONPath",
                "ad $.type                      | there is no application 'ad'; there are add, echo",
                "ADD $.type                     | there is no application 'ADD'",
                "$.type add                     | there is no application '$.type'",
                "add $.type # no comment         | is no JSONPath",
                "add type == 'x'                | does not begin with $",
                "add @.type                     | does not begin with $",
                "add $[?(@.type == 'x'          | is no JSONPath",
                "add $[?(@.type = 'x')]         | is no JSONPath",
                "add $[?(@.type == 'x')         | is no JSONPath",
                "add $[                         | is no JSONPath",
                "add $.                         | is no JSONPath",
                "add $..                        | is no JSONPath",
                "add $[?(@.type =~ /(/)]        | is no JSONPath",
                "add $[?()]                     | is no JSONPath"
            })
    void a_line_that_is_wrong_is_named_with_what_is_wrong(String line, String said) {
        assertThatThrownBy(() -> reader.read("# first\n\n" + line + "\nad $", APPLICATIONS))
                .isInstanceOf(RuleReader.BadRule.class)
                .hasMessageStartingWith("line 3: ")
                .hasMessageContaining(said)
                .satisfies(bad -> assertThat(bad.getMessage().lines()).hasSize(1));
    }
}
