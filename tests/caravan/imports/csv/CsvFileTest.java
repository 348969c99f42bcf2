package caravan.imports.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

    static final Employee ADA = new Employee("Ada", "ada@b.c");
    static final Employee JORG = new Employee("Jörg 😀 日本", "j@b.c");

    @TempDir
    Path folder;

    @Test
    void good_rows_are_employees_and_the_others_rejects_with_line_reasons_and_row() {
        List<Chunk> chunks =
                chunks(file("Ada,ada@b.c\r\n\r\n\"x\ny\"\n,\nJörg 😀 日本,j@b.c"), StandardCharsets.UTF_8, 10);

        assertThat(chunks).hasSize(1);
        assertThat(chunks.get(0).employees()).containsExactly(ADA, JORG);
        assertThat(chunks.get(0).rejects())
                .containsExactly(
                        List.of(3L, "1 field instead of 2", "\"x\ny\""),
                        List.of(5L, "the name is empty; the mail is no e-mail address", ","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\r\n", "\uFEFF", "\uFEFF\n"})
    void in_a_file_without_rows_there_is_no_chunk(String text) {
        try (CsvFile file = new CsvFile(file(text), StandardCharsets.UTF_8, 10)) {
            assertThat(file.hasNext()).isFalse();
            assertThatThrownBy(file::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void a_chunk_has_at_most_so_many_rows_good_or_not() {
        List<Chunk> chunks = chunks(file("Ada,ada@b.c\nx\n".repeat(500) + "x"), StandardCharsets.UTF_8, 100);

        assertThat(chunks).hasSize(11);
        assertThat(chunks.get(9).employees()).hasSize(50);
        assertThat(chunks.get(9).rejects()).hasSize(50);
        assertThat(chunks.get(10).employees()).isEmpty();
        assertThat(chunks.get(10).rejects()).containsExactly(List.of(1001L, "1 field instead of 2", "x"));
    }

    @Test
    void a_chunk_has_fewer_rejects_if_they_are_large() {
        List<Chunk> chunks = chunks(file(("x".repeat(60_000) + "\n").repeat(50)), StandardCharsets.UTF_8, 1000);

        assertThat(chunks).hasSize(3);
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.rejects()).hasSizeLessThan(20));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, 1", "UTF-8, 7", "windows-1252, 100", "UTF-16, 1", "Shift_JIS, 1000", "UTF-8, 100000"})
    void the_bytes_consumed_grow_from_chunk_to_chunk_up_to_the_size_of_the_file(String charset, int most)
            throws IOException {
        Path path = write(("Ada,ada@b.c\r\n" + "x".repeat(100) + "\n").repeat(3000), Charset.forName(charset));

        List<Long> consumed = chunks(path, Charset.forName(charset), most).stream()
                .map(Chunk::consumed)
                .toList();

        assertThat(consumed).isSorted().endsWith(Files.size(path)).allMatch(bytes -> bytes > 0);
        assertThat(consumed.size()).isEqualTo((6000 + most - 1) / most);
    }

    @Test
    void what_cannot_be_read_is_said_when_it_is() {
        assertThatThrownBy(() -> new CsvFile(folder.resolve("none.csv"), StandardCharsets.UTF_8, 10))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.csv");
        try (CsvFile file = new CsvFile(folder, StandardCharsets.UTF_8, 10)) {
            assertThatThrownBy(file::hasNext).isInstanceOf(UncheckedIOException.class);
        }
    }

    private Path file(String text) {
        return write(text, StandardCharsets.UTF_8);
    }

    private Path write(String text, Charset charset) {
        try {
            return Files.write(Files.createTempFile(folder, "rows", ".csv"), text.getBytes(charset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Chunk> chunks(Path path, Charset charset, int most) {
        try (CsvFile file = new CsvFile(path, charset, most)) {
            List<Chunk> chunks = new ArrayList<>();
            file.forEachRemaining(chunks::add);
            return chunks;
        }
    }
}
