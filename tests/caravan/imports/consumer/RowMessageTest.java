package caravan.imports.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.imports.consumer.RowMessage.Refused;
import caravan.imports.consumer.RowMessage.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowMessageTest {

    @Test
    void one_object_is_one_row() throws Exception {
        assertThat(read("{\"name\": \"Zoë\", \"mail\": \"zoe@example.org\"}"))
                .containsExactly(new Row("Zoë", "zoe@example.org"));
    }

    @Test
    void a_list_is_rows_in_their_order() throws Exception {
        assertThat(read("[{\"name\": \"A\", \"mail\": \"a@b\"}, {\"mail\": \"c@d\", \"name\": \"C\"}]"))
                .containsExactly(new Row("A", "a@b"), new Row("C", "c@d"));
    }

    @Test
    void what_else_an_object_says_is_passed_over() throws Exception {
        assertThat(read("{\"name\": \"A\", \"mail\": \"a@b\", \"age\": {\"years\": 4}}"))
                .containsExactly(new Row("A", "a@b"));
    }

    @Test
    void fields_are_taken_as_they_are() throws Exception {
        assertThat(read("{\"name\": \" a, \\\"b\\\"\\n\", \"mail\": \"no address\"}"))
                .containsExactly(new Row(" a, \"b\"\n", "no address"));
    }

    @Test
    void a_field_has_up_to_127_characters_however_many_units_they_take() throws Exception {
        String longest = "😀".repeat(127);
        assertThat(read(row(longest, "a@b"))).containsExactly(new Row(longest, "a@b"));
        assertThatThrownBy(() -> read(row(longest + "x", "a@b")))
                .isInstanceOf(Refused.class)
                .hasMessage("the name is longer than 127 characters");
        assertThatThrownBy(() -> read(row("A", "m".repeat(128))))
                .isInstanceOf(Refused.class)
                .hasMessage("the mail is longer than 127 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                          | it is no",
                "[]                                          | there is no row",
                "null                                        | there is no row",
                "[null]                                      | a row is null",
                "hello                                       | it is no",
                "\"hello\"                                   | it is no",
                "7                                           | it is no",
                "{\"name\": \"A\", \"mail\": \"a@b\"         | it is no",
                "{\"name\": \"A\", \"mail\": \"a@b\"} {}     | it is no",
                "{\"name\": 7, \"mail\": \"a@b\"}            | it is no",
                "{\"name\": true, \"mail\": \"a@b\"}         | it is no",
                "{\"name\": [\"A\"], \"mail\": \"a@b\"}      | it is no",
                "{\"name\": \"A\", \"name\": \"B\", \"mail\": \"a@b\"} | it is no",
                "{\"name\": \"A\"}                           | it has no mail",
                "{\"mail\": \"a@b\"}                         | it has no name",
                "{\"name\": \"\", \"mail\": \"a@b\"}         | it has no name",
                "{\"name\": \"A\", \"mail\": null}           | it has no mail",
                "{\"name\": \"A\\u0000\", \"mail\": \"a@b\"} | the name has a character",
                "{\"name\": \"A\", \"mail\": \"\\ud83d@b\"}  | the mail has a character",
                "{\"name\": \"\\ude00A\", \"mail\": \"a@b\"} | the name has a character",
                "{\"name\": \"A\\ud83d\", \"mail\": \"a@b\"} | the name has a character",
                "[{\"name\": \"A\", \"mail\": \"a@b\"}, {\"name\": \"B\"}] | it has no mail"
            })
    void what_is_no_row_or_does_not_fit_into_the_table_is_refused_with_the_reason(String body, String reason) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Refused.class).hasMessageStartingWith(reason);
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused() {
        byte[] body = "{\"name\": \"A?\", \"mail\": \"a@b\"}".getBytes(UTF_8);
        body[11] = (byte) 0xFC;
        assertThatThrownBy(() -> RowMessage.read(body)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\0world",
                "{\"\\u0000\": 1, \"\\u0000\": 2}",
                "{\"\\ud83d\": 1, \"\\ud83d\": 2}",
            })
    void a_reason_can_be_stored_whatever_the_message_has(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.getMessage()).startsWith("it is no").doesNotContain("\0");
            assertThat(UTF_8.newEncoder().canEncode(refused.getMessage())).isTrue();
        });
    }

    @Test
    void a_reason_is_no_longer_than_a_few_lines() {
        String name = "x".repeat(40_000);
        assertThatThrownBy(() -> read("{\"" + name + "\": 1, \"" + name + "\": 2}"))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.getMessage())
                        .hasSizeLessThan(600));
    }

    @Test
    void a_deep_nest_is_refused_like_anything_else() {
        assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> read("{\"x\":".repeat(100_000))).isInstanceOf(Refused.class);
    }

    private static String row(String name, String mail) {
        return "{\"name\": \"" + name + "\", \"mail\": \"" + mail + "\"}";
    }

    private static List<Row> read(String body) throws Refused {
        return RowMessage.read(body.getBytes(UTF_8));
    }
}
