package caravan.imports.csv;

import static caravan.imports.csv.Rows.Row.whole;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.imports.csv.Rows.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowReaderTest {

    static final int LONGEST = 65536;

    @Test
    void rows_end_at_LF_and_at_CRLF_and_at_the_end_of_the_file() {
        assertThat(Rows.of("a,b\nc,d\r\ne,f")).containsExactly(whole(1, "a,b"), whole(2, "c,d"), whole(3, "e,f"));
    }

    @Test
    void a_CR_alone_ends_nothing() {
        assertThat(Rows.of("a\rb,c\nd,e\r")).containsExactly(whole(1, "a\rb,c"), whole(2, "d,e\r"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\n\r\n\n", "\u00EF\u00BB\u00BF", "\u00EF\u00BB\u00BF\r\n"})
    void in_a_file_without_rows_there_are_none(String text) {
        assertThat(Rows.of(text)).isEmpty();
    }

    @Test
    void blank_lines_are_passed_over_and_counted() {
        assertThat(Rows.of("\n\r\na,b\n\n\r\n\nc,d\n\n")).containsExactly(whole(3, "a,b"), whole(7, "c,d"));
    }

    @Test
    void a_line_with_anything_on_it_is_not_blank() {
        assertThat(Rows.of(" \n\t\n\"\"\n,\n\r\r\n"))
                .containsExactly(whole(1, " "), whole(2, "\t"), whole(3, "\"\""), whole(4, ","), whole(5, "\r"));
    }

    @Test
    void a_mark_of_UTF_8_belongs_to_no_row() {
        assertThat(Rows.of("\u00EF\u00BB\u00BFa,b\nc,d")).containsExactly(whole(1, "a,b"), whole(2, "c,d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00EF", "\u00EF\u00BB", "\u00EF\u00BBa", "a\u00EF\u00BB\u00BF"})
    void what_is_no_mark_at_the_beginning_belongs_to_the_row(String text) {
        assertThat(Rows.of(text)).containsExactly(whole(1, text));
    }

    @Test
    void a_second_mark_belongs_to_the_row() {
        String mark = "\u00EF\u00BB\u00BF";

        assertThat(Rows.of(mark + mark + "a\n" + mark)).containsExactly(whole(1, mark + "a"), whole(2, mark));
    }

    @Test
    void a_row_of_several_lines_has_the_number_of_the_first() {
        assertThat(Rows.of("\"a\nb\r\n\nc\",d\n\n\"e\n\"\ng,\"\n\"\nh"))
                .containsExactly(
                        whole(1, "\"a\nb\r\n\nc\",d"), whole(6, "\"e\n\""), whole(8, "g,\"\n\""), whole(10, "h"));
    }

    @Test
    void within_quotes_a_pair_of_them_is_a_quote_and_ends_nothing() {
        assertThat(Rows.of("\"a\"\"\n\"\"b\",c\nd")).containsExactly(whole(1, "\"a\"\"\n\"\"b\",c"), whole(3, "d"));
    }

    @Test
    void a_quote_within_an_unquoted_field_is_a_character_as_any() {
        assertThat(Rows.of("5\" nail,a\nb\"")).containsExactly(whole(1, "5\" nail,a"), whole(2, "b\""));
    }

    @Test
    void what_follows_a_closing_quote_belongs_to_the_field_and_a_quote_there_opens_nothing() {
        assertThat(Rows.of("\"a\" \"b\nc")).containsExactly(whole(1, "\"a\" \"b"), whole(2, "c"));
    }

    @Test
    void nothing_at_the_end_of_the_file_may_follow_a_closing_quote() {
        assertThat(Rows.of("a,\"b\"")).containsExactly(whole(1, "a,\"b\""));
    }

    @ParameterizedTest
    @CsvSource({"65535, LF", "65535, CRLF", "65535, NONE", "65536, LF", "65536, CRLF", "65536, NONE"})
    void a_row_of_64_KiB_is_whole_whatever_its_line_break_is(int length, String lineBreak) {
        String row = "x".repeat(length);
        String ended = row + lineBreak(lineBreak);

        assertThat(Rows.of(ended)).containsExactly(whole(1, row));
        assertThat(Rows.of("a\n" + row + "\nb")).containsExactly(whole(1, "a"), whole(2, row), whole(3, "b"));
    }

    @ParameterizedTest
    @CsvSource({"65537, LF", "65537, CRLF", "65537, NONE", "65538, LF", "65538, CRLF", "200000, CRLF", "262144, LF"})
    void of_a_longer_line_the_beginning_is_shown_and_the_next_line_is_the_next_row(int length, String lineBreak) {
        String row = "x".repeat(length);
        Row beginning = new Row(1, Ending.TOO_LONG, "x".repeat(LONGEST));

        assertThat(Rows.of(row + lineBreak(lineBreak))).containsExactly(beginning);
        assertThat(Rows.of(row + "\n\nb")).containsExactly(beginning, whole(3, "b"));
    }

    @Test
    void a_CR_without_LF_is_one_byte_too_many() {
        Row beginning = new Row(1, Ending.TOO_LONG, "x".repeat(LONGEST));

        assertThat(Rows.of("x".repeat(LONGEST) + "\r")).containsExactly(beginning);
        assertThat(Rows.of("x".repeat(LONGEST) + "\r\r\nb")).containsExactly(beginning, whole(2, "b"));
    }

    @ParameterizedTest
    @CsvSource({"65536, WHOLE", "65537, TOO_LONG"})
    void line_breaks_within_quotes_count_for_the_limit(int length, Ending ending) {
        String row = "\"a\r\n" + "x".repeat(length - 7) + "\n\",";

        List<Row> rows = Rows.of(row + "\r\nb,c");

        assertThat(rows.get(0)).isEqualTo(new Row(1, ending, ending == Ending.WHOLE ? row : "\"a"));
        assertThat(rows.get(rows.size() - 1)).isEqualTo(whole(4, "b,c"));
    }

    @ParameterizedTest
    @ValueSource(ints = {65529, 65530, 65535, 65536, 65537})
    void an_unclosed_quote_whose_line_is_about_as_long_as_a_row_may_be_costs_that_line(int length) {
        String first = "\"" + "x".repeat(length - 1);
        String shown = first.substring(0, Math.min(length, LONGEST));

        assertThat(Rows.of(first + "\r\na,b\nc"))
                .containsExactly(
                        new Row(1, length > 65529 ? Ending.TOO_LONG : Ending.UNCLOSED, shown),
                        whole(2, "a,b"),
                        whole(3, "c"));
    }

    @Test
    void an_unclosed_quote_near_the_end_of_the_file_costs_the_line_that_it_stands_on() {
        assertThat(Rows.of("a,b\nc,\"d\r\n\ne,f\n"))
                .containsExactly(whole(1, "a,b"), new Row(2, Ending.UNCLOSED, "c,\"d"), whole(4, "e,f"));
        assertThat(Rows.of("a\n\"")).containsExactly(whole(1, "a"), new Row(2, Ending.UNCLOSED, "\""));
    }

    @Test
    void NULs_are_bytes_as_any() {
        assertThat(Rows.of("\0,\0\n\"\0\n\"\0\n\0"))
                .containsExactly(whole(1, "\0,\0"), whole(2, "\"\0\n\"\0"), whole(4, "\0"));
    }

    @Test
    void what_is_consumed_grows_with_each_row_and_is_in_the_end_the_whole_input() throws Exception {
        String text = "\u00EF\u00BB\u00BFa,b\r\n\n\"c\nd\"\n" + "x".repeat(300_000) + "\r\ne,f\n\"g\nh";
        RowReader reader = Rows.reader(text);

        for (int end : new int[] {8, 15, 300_017, 300_021, 300_024, 300_025}) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.consumed()).isEqualTo(end);
        }
        assertThat(reader.next()).isFalse();
        assertThat(reader.consumed()).isEqualTo(text.length());
    }

    static String lineBreak(String name) {
        return switch (name) {
            case "LF" -> "\n";
            case "CRLF" -> "\r\n";
            default -> "";
        };
    }
}
