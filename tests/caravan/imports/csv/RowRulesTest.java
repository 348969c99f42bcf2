package caravan.imports.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowRulesTest {

    static final String NO_MAIL = "the mail is no e-mail address";
    static final String NO_NAME = "the name is empty";

    @Test
    void a_row_is_a_name_and_a_mail_as_they_stand() {
        assertThat(employee(" Ada  Lovelace ,Ada@Example.ORG"))
                .isEqualTo(new Employee(" Ada  Lovelace ", "Ada@Example.ORG"));
    }

    @Test
    void fields_may_be_quoted_and_hold_commas_quotes_and_line_breaks() {
        assertThat(employee("\"Lovelace, \"\"Ada\"\"\r\nCountess\",\"a@b.c\""))
                .isEqualTo(new Employee("Lovelace, \"Ada\"\r\nCountess", "a@b.c"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`O\"Neill,a@b`,O\"Neill",
                "`\"A\" \"B\",a@b`,`A \"B\"`",
                "` \"A\",a@b`,` \"A\"`",
                "`\"\"\"\",a@b`,\""
            })
    void quotes_elsewhere_are_characters_as_any(String row, String name) {
        assertThat(employee(row)).isEqualTo(new Employee(name, "a@b"));
    }

    @ParameterizedTest
    @CsvSource({"a@b, 1 field", "'Ada,a@b,', 3 fields", "',,', 3 fields", "'a,\"b,c\",d,e', 4 fields", "' ', 1 field"})
    void there_have_to_be_exactly_two_fields(String row, String fields) {
        assertThat(reasons(row)).containsExactly(fields + " instead of 2");
    }

    @Test
    void a_row_may_be_nothing_but_commas() {
        assertThat(reasons(",".repeat(65536))).containsExactly("65537 fields instead of 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {",a@b", "\"\",a@b"})
    void a_name_may_not_be_empty(String row) {
        assertThat(reasons(row)).containsExactly(NO_NAME);
    }

    @Test
    void a_name_may_be_a_space() {
        assertThat(employee(" ,a@b")).isEqualTo(new Employee(" ", "a@b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00FC", "\u65E5", "😀", "\u0301"})
    void a_name_has_up_to_127_characters_however_many_bytes_they_are(String character) {
        assertThat(employee(utf8(character.repeat(127) + ",a@b")))
                .isEqualTo(new Employee(character.repeat(127), "a@b"));
        assertThat(reasons(utf8(character.repeat(128) + ",a@b")))
                .containsExactly("the name has 128 characters, more than 127");
    }

    @Test
    void a_NUL_is_found_wherever_it_stands() {
        assertThat(reasons("A\0da,a@b")).containsExactly("a NUL character");
        assertThat(reasons("\"Ada\"\0,a@b")).containsExactly("a NUL character");
        assertThat(reasons("Ada,a@b\0")).containsExactly("a NUL character", NO_MAIL);
        assertThat(reasons("\0")).containsExactly("a NUL character", "1 field instead of 2");
        assertThat(reasons("\0,a@b")).containsExactly("a NUL character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00FC",
                "\u0080",
                "\u00FF",
                "\u00C3",
                "\u00E2\u0082",
                "\u00F0\u009F\u0098",
                "\u00C0\u0080",
                "\u00C1\u00BF",
                "\u00ED\u00A0\u0080",
                "\u00F4\u0090\u0080\u0080",
                "\u00F8\u0088\u0080\u0080\u0080"
            })
    void bytes_that_are_no_UTF_8_are_a_reason(String bytes) {
        assertThat(reasons("A" + bytes + "da,a@b")).containsExactly("bytes that are no UTF-8");
        assertThat(reasons("A" + bytes + ",a@b")).containsExactly("bytes that are no UTF-8");
        assertThat(reasons("Ada,a@b," + bytes)).containsExactly("bytes that are no UTF-8", "3 fields instead of 2");
    }

    @Test
    void a_charset_of_one_byte_a_character_is_decoded_as_it_says() {
        assertThat(employee("J\u00F6rg,a@b", StandardCharsets.ISO_8859_1).name())
                .isEqualTo("Jörg");
        assertThat(employee("5 \u0080,a@b", Charset.forName("windows-1252")).name())
                .isEqualTo("5 €");
        assertThat(reasons("5 \u0081,a@b", Charset.forName("windows-1252")))
                .containsExactly("bytes that are no windows-1252");
        assertThat(reasons("J\u00F6rg,a@b", StandardCharsets.US_ASCII)).containsExactly("bytes that are no US-ASCII");
    }

    @Test
    void every_reason_is_given() {
        assertThat(reasons("\0\u00FC" + "x".repeat(126) + "," + "y".repeat(128)))
                .containsExactly(
                        "a NUL character",
                        "bytes that are no UTF-8",
                        "the name has 128 characters, more than 127",
                        "the mail has 128 characters, more than 127",
                        NO_MAIL);
        assertThat(reasons(",")).containsExactly(NO_NAME, NO_MAIL);
    }

    @Test
    void of_a_row_without_an_end_nothing_else_is_said() {
        assertThat(reasons("\"Ada\0\u00FC,a@b")).containsExactly("a quote is not closed");
        assertThat(reasons("\0".repeat(65537)))
                .containsExactly("over 64 KiB: the line is too long, or a quote is not closed");
    }

    static Employee employee(String row) {
        return employee(row, StandardCharsets.UTF_8);
    }

    static Employee employee(String row, Charset charset) {
        RowRules.Finding finding = check(row, charset);
        assertThat(finding.reasons()).isEmpty();
        return finding.employee();
    }

    static List<String> reasons(String row) {
        return reasons(row, StandardCharsets.UTF_8);
    }

    static List<String> reasons(String row, Charset charset) {
        return check(row, charset).reasons();
    }

    /** The bytes of a text, each as a character. */
    static String utf8(String text) {
        return Rows.text(text.getBytes(StandardCharsets.UTF_8));
    }

    private static RowRules.Finding check(String row, Charset charset) {
        try (RowReader reader = Rows.reader(row + "\n")) {
            assertThat(reader.next()).isTrue();
            return new RowRules(charset).check(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
