package caravan.imports.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** A CSV file of employees, read from its beginning to its end, some rows at a time. */
public final class CsvFile implements Iterator<Chunk>, AutoCloseable {

    private final CountedInput counted;
    private final boolean transcoded;
    private final RowReader rows;
    private final RowRules rules;
    private final int most;
    private Chunk next;

    /**
     * @param charset of the file
     * @param most rows of a chunk
     * @throws UncheckedIOException if it cannot be read, here and later
     */
    public CsvFile(Path file, Charset charset, int most) {
        try {
            counted = new CountedInput(Files.newInputStream(file));
            transcoded = !isRead(charset);
            InputStream bytes =
                    transcoded ? new TranscodedInput(new BufferedInputStream(counted, 64 * 1024), charset) : counted;
            rows = new RowReader(bytes);
            rules = new RowRules(transcoded ? StandardCharsets.UTF_8 : charset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.most = most;
    }

    @Override
    public boolean hasNext() {
        next = next == null ? read() : next;
        return next != null;
    }

    @Override
    public Chunk next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Chunk chunk = next;
        next = null;
        return chunk;
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Chunk read() {
        List<Employee> employees = new ArrayList<>();
        List<List<Object>> rejects = new ArrayList<>();
        try {
            // A reject may be as large as a row can be: fewer of them are in memory.
            for (int bytes = 0; employees.size() + rejects.size() < most && bytes < RowReader.LONGEST * 16; ) {
                if (!rows.next()) {
                    break;
                }
                RowRules.Finding finding = rules.check(rows);
                if (finding.reasons().isEmpty()) {
                    employees.add(finding.employee());
                } else {
                    byte[] row = rows.bytes(0, rows.length());
                    bytes += row.length;
                    rejects.add(List.of(
                            rows.line(),
                            String.join("; ", finding.reasons()),
                            new String(row, StandardCharsets.ISO_8859_1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return employees.isEmpty() && rejects.isEmpty()
                ? null
                : new Chunk(employees, rejects, transcoded ? counted.count() : rows.consumed());
    }

    /** Whether commas, quotes and line breaks are what they are in ASCII, and their bytes part of nothing else. */
    private static boolean isRead(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8)
                || charset.equals(StandardCharsets.US_ASCII)
                || charset.name().matches("ISO-8859-\\d+|windows-125\\d");
    }
}
