package caravan.imports.csv;

import static caravan.imports.csv.Rows.Row.whole;
import static caravan.imports.csv.Rows.inTurn;
import static caravan.imports.csv.Rows.input;
import static caravan.imports.csv.Rows.repeated;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.imports.csv.Rows.Row;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Inputs that are larger than what may be in memory. What a reader allocates is counted, not what a collection leaves. */
@Timeout(60)
class RowReaderStreamTest {

    static final long MEGABYTE = 1_000_000;

    final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void an_unclosed_quote_in_row_3_of_a_million_costs_that_row_only() throws IOException {
        InputStream in = inTurn(input("a,b\nc,d\n\"e,f\n"), repeated("g,h\n", 999_997));
        long before = allocated();
        RowReader reader = new RowReader(in);

        assertNext(reader, whole(1, "a,b"));
        assertNext(reader, whole(2, "c,d"));
        assertNext(reader, new Row(3, Ending.TOO_LONG, "\"e,f"));
        assertNext(reader, whole(4, "g,h"));
        assertThat(last(reader)).isEqualTo(1_000_000);
        assertThat(reader.consumed()).isEqualTo(8 + 5 + 4 * 999_997);
        assertThat(allocated() - before).isLessThan(MEGABYTE);
    }

    @Test
    void a_line_of_100_MB_costs_no_memory() throws IOException {
        InputStream in = inTurn(input("a,b\n"), repeated("x", 100 * MEGABYTE), input("\r\n\"c\n\",d\n"));
        long before = allocated();
        RowReader reader = new RowReader(in);

        assertNext(reader, whole(1, "a,b"));
        assertNext(reader, new Row(2, Ending.TOO_LONG, "x".repeat(RowReader.LONGEST)));
        assertThat(reader.consumed()).isEqualTo(4 + 100 * MEGABYTE + 2);
        assertNext(reader, whole(3, "\"c\n\",d"));
        assertThat(reader.next()).isFalse();
        assertThat(allocated() - before).isLessThan(MEGABYTE);
    }

    @Test
    void a_line_of_100_MB_may_be_quoted_and_the_last_one() throws IOException {
        RowReader reader = new RowReader(inTurn(input("\""), repeated("x", 100 * MEGABYTE)));

        assertNext(reader, new Row(1, Ending.TOO_LONG, "\"" + "x".repeat(RowReader.LONGEST - 1)));
        assertThat(reader.next()).isFalse();
        assertThat(reader.consumed()).isEqualTo(1 + 100 * MEGABYTE);
    }

    @Test
    void a_million_columns_are_one_row_that_is_too_long() throws IOException {
        RowReader reader = new RowReader(inTurn(repeated("c,", 1_000_000), input("\na,b")));

        assertNext(reader, new Row(1, Ending.TOO_LONG, "c,".repeat(RowReader.LONGEST / 2)));
        assertNext(reader, whole(2, "a,b"));
    }

    @Test
    void a_million_lines_that_each_open_a_quote_are_not_each_read_up_to_the_limit() throws IOException {
        // Begun outside quotes a line ends within them, begun within them it does as well: 64 GB, if each were read
        // alone.
        RowReader reader = new RowReader(repeated("x\",\"\n", 1_000_000));

        assertNext(reader, new Row(1, Ending.TOO_LONG, "x\",\""));
        assertThat(last(reader)).isEqualTo(1_000_000);
    }

    @Test
    void a_hundred_million_blank_lines_are_passed_over() throws IOException {
        RowReader reader = new RowReader(inTurn(repeated("\n", 100 * MEGABYTE), input("a,b")));

        assertNext(reader, whole(100 * MEGABYTE + 1, "a,b"));
    }

    private static void assertNext(RowReader reader, Row row) throws IOException {
        assertThat(reader.next()).isTrue();
        assertThat(Rows.row(reader)).isEqualTo(row);
    }

    /** Reads to the end, on which every line is a row of its own. @return the number of the last one */
    private static long last(RowReader reader) throws IOException {
        long line = reader.line();
        while (reader.next()) {
            if (reader.line() != ++line) {
                throw new AssertionError("line " + reader.line() + " instead of " + line);
            }
        }
        return line;
    }

    private long allocated() {
        return memory.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
