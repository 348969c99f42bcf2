package caravan.imports.csv;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Inputs for a {@link RowReader}, and what it makes of them. */
final class Rows {

    private Rows() {}

    /** What is known of a row. */
    record Row(long line, Ending ending, String text) {

        static Row whole(long line, String text) {
            return new Row(line, Ending.WHOLE, text);
        }
    }

    static RowReader reader(String text) {
        return new RowReader(input(text));
    }

    /** @param text each character a byte */
    static InputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static List<Row> of(String text) {
        return all(reader(text));
    }

    static List<Row> all(RowReader reader) {
        try (reader) {
            List<Row> rows = new ArrayList<>();
            while (reader.next()) {
                rows.add(row(reader));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Row row(RowReader reader) {
        return new Row(reader.line(), reader.ending(), text(reader.bytes(0, reader.length())));
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** One input after the other. */
    static InputStream inTurn(InputStream... inputs) {
        return new SequenceInputStream(Collections.enumeration(List.of(inputs)));
    }

    /** A text again and again, of which only one is in memory. */
    static InputStream repeated(String text, long times) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        long length = bytes.length * times;
        return new InputStream() {
            private long at;

            @Override
            public int read() {
                return at == length ? -1 : bytes[(int) (at++ % bytes.length)] & 0xFF;
            }

            @Override
            public int read(byte[] buffer, int offset, int wanted) {
                if (at == length) {
                    return -1;
                }
                int from = (int) (at % bytes.length);
                int count = Math.min(wanted, bytes.length - from);
                System.arraycopy(bytes, from, buffer, offset, count);
                at += count;
                return count;
            }
        };
    }

    /** The same bytes, but 1 to {@code most} of them at once. */
    static InputStream inPieces(InputStream in, int most, Random random) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(most)));
            }
        };
    }
}
