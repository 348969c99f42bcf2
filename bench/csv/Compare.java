import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** One reader and one file: {@code run} starts a process for each pair, and README.md says what is measured. */
public final class Compare {

    private Compare() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "write" -> write(folder, Integer.parseInt(arguments[2]));
            case "speed" -> speed(reader(arguments[2]), folder.resolve("rows.csv"), Integer.parseInt(arguments[3]));
            case "nasty" -> nasty(reader(arguments[2]), folder.resolve(arguments[3] + ".csv"));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        if (System.out.checkError()) {
            throw new IOException("the figures could not be written");
        }
    }

    private static Readers reader(String name) {
        return Readers.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static void write(Path folder, int rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("rows.csv"))) {
            rows(out, rows);
        }
        // Its second row has no mail, so that ours shows it as a reject.
        Files.writeString(folder.resolve("lines.csv"), "Ada,ada@b.c\n\"Grace\nHopper\",\"\"\nAda,ada@b.c\n");
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("unclosed.csv"))) {
            out.write("Ada,ada@b.c\nAda,ada@b.c\n\"Grace,grace@b.c\n");
            rows(out, rows - 3);
        }
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("long.csv"))) {
            out.write("Ada,ada@b.c\n");
            for (int i = 0; i < 100_000; i++) {
                out.write("x".repeat(1000));
            }
            out.write("\nAda,ada@b.c\n");
        }
        Files.write(
                folder.resolve("latin1.csv"),
                "Ada,ada@b.c\nJ\u00F6rg,\nAda,ada@b.c\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void rows(BufferedWriter out, int rows) throws IOException {
        for (int i = 0; i < rows; i++) {
            out.write("Employee Number " + i + ",employee" + i + "@example.org\r\n");
        }
    }

    /** Prints the median of some rounds, after one for the compiler. */
    private static void speed(Readers reader, Path path, int rounds) throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double[] rates = new double[rounds];
        double[] costs = new double[rounds];
        String found = null;
        for (int i = -1; i < rounds; i++) {
            long cpu = system.getProcessCpuTime();
            long begin = System.nanoTime();
            Readers.Rows rows = new Readers.Rows(false);
            reader.read(path, rows);
            if (i >= 0) {
                double count = Double.parseDouble(rows.toString().split(" ")[0]);
                rates[i] = count / (System.nanoTime() - begin) * 1e9;
                costs[i] = (system.getProcessCpuTime() - cpu) / count;
                found = rows.toString();
            }
        }
        Arrays.sort(rates);
        Arrays.sort(costs);
        System.out.printf(
                Locale.ROOT,
                "%-10s %,9.0f rows/s (%,.0f to %,.0f), %5.0f ns of CPU a row (%.0f to %.0f): %s%n",
                reader,
                rates[rounds / 2],
                rates[0],
                rates[rounds - 1],
                costs[rounds / 2],
                costs[0],
                costs[rounds - 1],
                found);
    }

    private static void nasty(Readers reader, Path path) {
        Readers.Rows rows = new Readers.Rows(true);
        String end = "to the end";
        try {
            reader.read(path, rows);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            String message = e.toString().lines().findFirst().orElse("");
            end = message.substring(0, Math.min(message.length(), 140));
        }
        String asked = rows.asked();
        System.out.printf(
                "%-12s %-10s %s; %s; asked for line and row: %s%n",
                path.getFileName(), reader, rows, end, asked.substring(0, Math.min(asked.length(), 60)));
    }
}
