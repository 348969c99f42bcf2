import caravan.imports.csv.Chunk;
import caravan.imports.csv.CsvFile;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The four readers, each as it is without settings: but none may hold more of a file than it must, and all read UTF-8. */
enum Readers {
    /** With the checks of the import: the grammar of mails, lengths, undecodable bytes. */
    CARAVAN {
        @Override
        void read(Path path, Rows rows) {
            try (CsvFile file = new CsvFile(path, StandardCharsets.UTF_8, 1000)) {
                while (file.hasNext()) {
                    Chunk chunk = file.next();
                    chunk.employees().forEach(employee -> rows.row(employee.name(), employee.mail()));
                    chunk.rejects().forEach(reject -> rows.reject((Long) reject.get(0), (String) reject.get(2)));
                }
            }
        }
    },

    COMMONS {
        @Override
        void read(Path path, Rows rows) throws IOException {
            try (CSVParser parser =
                    CSVParser.parse(Files.newBufferedReader(path, StandardCharsets.UTF_8), CSVFormat.RFC4180)) {
                for (CSVRecord row : parser) {
                    rows.row(row.get(0), row.size() > 1 ? row.get(1) : null);
                    rows.at(parser.getCurrentLineNumber(), null);
                }
            }
        }
    },

    UNIVOCITY {
        @Override
        void read(Path path, Rows rows) throws IOException {
            CsvParser parser = new CsvParser(new CsvParserSettings());
            parser.beginParsing(Files.newInputStream(path), StandardCharsets.UTF_8);
            try {
                for (String[] row; (row = parser.parseNext()) != null; ) {
                    rows.row(row[0], row.length > 1 ? row[1] : null);
                    if (rows.asks()) {
                        rows.at(
                                parser.getContext().currentLine(),
                                parser.getContext().currentParsedContent());
                    }
                }
            } finally {
                parser.stopParsing();
            }
        }
    },

    FASTCSV {
        @Override
        void read(Path path, Rows rows) throws IOException {
            try (CsvReader<CsvRecord> reader =
                    CsvReader.builder().ofCsvRecord(Files.newBufferedReader(path, StandardCharsets.UTF_8))) {
                for (CsvRecord row : reader) {
                    rows.row(row.getField(0), row.getFieldCount() > 1 ? row.getField(1) : null);
                    rows.at(row.getStartingLineNumber(), null);
                }
            }
        }
    };

    abstract void read(Path path, Rows rows) throws IOException;

    /** What is found in a file. */
    static final class Rows {

        private final boolean asking;
        private long count;
        private long rejects;
        private long characters;
        private List<Object> second = List.of();

        /** @param asking whether the second row's line and text are wanted */
        Rows(boolean asking) {
            this.asking = asking;
        }

        void row(String name, String mail) {
            count++;
            characters += (name == null ? 0 : name.length()) + (mail == null ? 0 : mail.length());
        }

        void reject(long line, String row) {
            count++;
            rejects++;
            second = rejects == 1 ? List.of(line, row) : second;
        }

        boolean asks() {
            return asking && count == 2;
        }

        void at(long line, String row) {
            second = asks() ? List.of(line, row == null ? "" : row) : second;
        }

        @Override
        public String toString() {
            return count + " rows, " + rejects + " of them rejected, " + characters + " characters";
        }

        /** Line and text, as far as the reader tells. */
        String asked() {
            return second.toString().replace("\n", "\\n");
        }
    }
}
