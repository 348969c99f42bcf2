package caravan.imports.csv;

import static caravan.imports.csv.CsvFileTest.chunks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetsTest {

    static final Employee ADA = new Employee("Ada", "ada@b.c");
    static final Employee JORG = new Employee("Jörg 😀 日本", "j@b.c");
    static final String NO_UTF_8 = "bytes that are no UTF-8";

    @TempDir
    Path folder;

    @Test
    void bytes_that_are_no_UTF_8_are_in_the_reject_as_they_stood() {
        Path path = write("Ada,ada@b.c\nJ\u00F6rg \u00C3\u00BC,j@b.c\nAda,ada@b.c", StandardCharsets.ISO_8859_1);

        assertThat(employees(path, StandardCharsets.UTF_8)).containsExactly(ADA, ADA);
        assertThat(rejects(path, StandardCharsets.UTF_8))
                .containsExactly(List.of(2L, NO_UTF_8, "J\u00F6rg \u00C3\u00BC,j@b.c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "ISO-8859-15", "windows-1252"})
    void a_file_of_one_byte_a_character_is_read_in_the_charset_that_is_named(String charset) {
        Path path = write("J\u00F6rg,j@b.c\nx\u00F6", Charset.forName(charset));

        assertThat(employees(path, Charset.forName(charset))).containsExactly(new Employee("Jörg", "j@b.c"));
        assertThat(rejects(path, Charset.forName(charset)))
                .containsExactly(List.of(2L, "1 field instead of 2", "x\u00F6"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM", "UTF-32", "UTF-32LE", "GB18030"})
    void a_file_in_another_encoding_of_Unicode_is_read_with_and_without_a_mark(String charset) {
        String text = "Jörg 😀 日本,j@b.c\r\n\n\"Jörg 😀 日本\",j@b.c\n";

        assertThat(employees(write(text, Charset.forName(charset)), Charset.forName(charset)))
                .containsExactly(JORG, JORG);
        assertThat(employees(write("\uFEFF" + text, Charset.forName(charset)), Charset.forName(charset)))
                .containsExactly(JORG, JORG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void UTF_16_is_of_the_order_that_its_mark_says_and_big_end_first_without_one(String charset) {
        Path marked = write("\uFEFFAda,ada@b.c", Charset.forName(charset));
        Path bare = write("Ada,ada@b.c", StandardCharsets.UTF_16BE);

        assertThat(employees(marked, StandardCharsets.UTF_16)).containsExactly(ADA);
        assertThat(employees(bare, StandardCharsets.UTF_16)).containsExactly(ADA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void half_a_surrogate_pair_costs_its_row(String charset) throws IOException {
        Charset utf16 = Charset.forName(charset);
        Path path = folder.resolve("halves.csv");
        Files.write(
                path,
                join(
                        "Ada,ada@b.c\n".getBytes(utf16),
                        unit(0xD83D, utf16),
                        "a,b@c\n".getBytes(utf16),
                        "x".getBytes(utf16),
                        unit(0xDE00, utf16),
                        ",b@c\nAda,ada@b.c\ny".getBytes(utf16),
                        new byte[] {65}));

        assertThat(employees(path, utf16)).containsExactly(ADA, ADA);
        assertThat(rejects(path, utf16))
                .extracting(reject -> reject.get(0), reject -> reject.get(1))
                .containsExactly(
                        tuple(2L, NO_UTF_8), tuple(3L, NO_UTF_8), tuple(5L, NO_UTF_8 + "; 1 field instead of 2"));
    }

    @Test
    void in_Shift_JIS_the_second_byte_of_a_character_may_be_that_of_a_backslash_or_a_letter() {
        Charset japanese = Charset.forName("Shift_JIS");
        Path path = write("表ソア,a@b.c\n\"能,十\",a@b.c\n", japanese);

        assertThat(employees(path, japanese))
                .containsExactly(new Employee("表ソア", "a@b.c"), new Employee("能,十", "a@b.c"));
    }

    @Test
    void bytes_that_are_no_Shift_JIS_cost_their_row() throws IOException {
        Path path = folder.resolve("broken.csv");
        Files.write(
                path,
                Rows.input("Ada,ada@b.c\nx\u00FFy\u0080,a@b.c\nAda,ada@b.c\n").readAllBytes());

        assertThat(employees(path, Charset.forName("Shift_JIS"))).containsExactly(ADA, ADA);
        assertThat(rejects(path, Charset.forName("Shift_JIS")))
                .extracting(reject -> reject.get(0))
                .containsExactly(2L);
    }

    private Path write(String text, Charset charset) {
        try {
            return Files.write(Files.createTempFile(folder, "rows", ".csv"), text.getBytes(charset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Employee> employees(Path path, Charset charset) {
        return chunks(path, charset, 100).stream()
                .flatMap(chunk -> chunk.employees().stream())
                .toList();
    }

    private static List<List<Object>> rejects(Path path, Charset charset) {
        return chunks(path, charset, 100).stream()
                .flatMap(chunk -> chunk.rejects().stream())
                .toList();
    }

    private static byte[] unit(int unit, Charset charset) {
        byte high = (byte) (unit >> 8);
        byte low = (byte) unit;
        return charset.equals(StandardCharsets.UTF_16BE) ? new byte[] {high, low} : new byte[] {low, high};
    }

    private static byte[] join(byte[]... parts) {
        StringBuilder all = new StringBuilder();
        for (byte[] part : parts) {
            all.append(Rows.text(part));
        }
        return all.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
