package caravan.imports.csv;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.imports.csv.Rows.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomRowsTest {

    static final String[] PIECES = {
        "a", "z", " ", "'", ",", ",,", "\"", "\"\"", "\n", "\r\n", "\r", "\0", "ü", "\u00A0", "\u2028", "\uFEFF",
        "\u65E5", "😀"
    };
    static final String[] LINES = {"x\",\"y\n", "x\",\"y\r\n", "a,b\n", "\n", "\"", "\"\"", ",", "\"c\nd\",e\n"};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_camel_csv_writes_is_read_as_it_was_however_it_arrives(long seed) throws Exception {
        Random random = new Random(seed);
        List<List<String>> written = IntStream.range(0, 5000)
                .mapToObj(i -> List.of(field(random), field(random)))
                .toList();
        byte[] bytes = csv(written, random.nextBoolean() ? "\r\n" : "\n");

        assertThat(fields(bytes, random)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatever_stands_in_a_file_its_rows_are_those_that_a_plain_search_for_each_finds(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < 300_000) {
            // Few of the others: only so are there rows that are given up.
            int line = random.nextInt(150) == 0 ? random.nextInt(LINES.length) : random.nextInt(2);
            text.append("-".repeat(random.nextInt(300))).append(LINES[line]);
        }

        List<Row> rows = Rows.all(new RowReader(Rows.inPieces(Rows.input(text.toString()), 100_000, random)));

        assertThat(rows).isEqualTo(plainly(text.toString()));
        assertThat(rows).extracting(Row::ending).contains(Ending.TOO_LONG);
    }

    /** The same without memory: each row is searched from its beginning on, in the whole text. */
    static List<Row> plainly(String text) {
        List<Row> rows = new ArrayList<>();
        long line = 1;
        for (int start = 0; start < text.length(); ) {
            Place place = Place.FIELD_START;
            int at = start;
            int most = Math.min(text.length(), start + RowReader.LONGEST + 2);
            for (; at < most && (text.charAt(at) != '\n' || place == Place.QUOTED); at++) {
                place = place.after((byte) text.charAt(at));
            }
            String row = chomp(text.substring(start, at), at < most);
            Ending ending = row.length() > RowReader.LONGEST ? Ending.TOO_LONG : Ending.WHOLE;
            ending = at == text.length() && at - start <= RowReader.LONGEST && place == Place.QUOTED
                    ? Ending.UNCLOSED
                    : ending;
            if (ending != Ending.WHOLE) {
                at = text.indexOf('\n', start) < 0 ? text.length() : text.indexOf('\n', start);
                row = chomp(text.substring(start, at), at < text.length());
                row = row.substring(0, Math.min(row.length(), RowReader.LONGEST));
            }
            if (!row.isEmpty()) {
                rows.add(new Row(line, ending, row));
            }
            line += text.substring(start, Math.min(at + 1, text.length()))
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            start = at + 1;
        }
        return rows;
    }

    private static String chomp(String row, boolean ended) {
        return ended && row.endsWith("\r") ? row.substring(0, row.length() - 1) : row;
    }

    private static List<List<String>> fields(byte[] bytes, Random random) throws IOException {
        List<List<String>> read = new ArrayList<>();
        try (RowReader rows = new RowReader(Rows.inPieces(
                new ByteArrayInputStream(bytes), 1 + random.nextInt(random.nextBoolean() ? 3 : 70_000), random))) {
            while (rows.next()) {
                Fields fields = Fields.of(rows);
                assertThat(fields.count()).isEqualTo(2);
                read.add(fields.first().stream()
                        .map(field -> new String(field, StandardCharsets.UTF_8))
                        .toList());
            }
        }
        return read;
    }

    private static byte[] csv(List<List<String>> rows, String lineBreak) throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (DefaultCamelContext camel = new DefaultCamelContext();
                CsvDataFormat csv = new CsvDataFormat()) {
            csv.setRecordSeparator(lineBreak);
            csv.start();
            Exchange exchange = new DefaultExchange(camel);
            exchange.setProperty(Exchange.CHARSET_NAME, "UTF-8");
            csv.marshal(exchange, rows, written);
        }
        return written.toByteArray();
    }

    /** A few characters of all sorts, now and then very many. */
    private static String field(Random random) {
        int pieces = random.nextInt(500) == 0 ? random.nextInt(9000) : random.nextInt(8);
        return IntStream.range(0, pieces)
                .mapToObj(i -> PIECES[random.nextInt(PIECES.length)])
                .collect(Collectors.joining());
    }
}
