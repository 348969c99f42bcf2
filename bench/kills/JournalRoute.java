package caravan.kills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * The application {@code journal}: writes down when it begins and when it ends, with its first argument, the process, the
 * attempt if it can be found out, and the time in milliseconds since 1970; in between it takes up to 300 ms, a
 * part of them on its thread, a part without one. The file is the system property {@code journal.file}, for all workers.
 */
public class JournalRoute extends RouteBuilder {

    @Override
    public void configure() throws IOException {
        Journal journal = new Journal(FileChannel.open(
                Path.of(System.getProperty("journal.file")), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        from("direct:application-journal")
                .routeId("application-journal")
                .setProperty("attempt", simple("${exchangeProperty.task?.attempt}"))
                .setProperty("name", simple("${body[0]}"))
                .bean(journal, "begins")
                .delay(simple("${random(150)}"))
                .asyncDelayed()
                .end()
                .bean(journal, "takesItsTime")
                .bean(journal, "ends")
                .setBody(exchangeProperty("name"));
    }

    /** A file that several processes append to: each line is one write, which the system does not mix with another. */
    public static final class Journal {

        private final FileChannel file;

        Journal(FileChannel file) {
            this.file = file;
        }

        public void begins(Exchange run) {
            write("begins", run);
        }

        public void takesItsTime() throws InterruptedException {
            Thread.sleep(ThreadLocalRandom.current().nextInt(150));
        }

        public void ends(Exchange run) {
            write("ends", run);
        }

        private void write(String what, Exchange run) {
            String line = String.join(
                    " ",
                    what,
                    run.getProperty("name", String.class),
                    Long.toString(ProcessHandle.current().pid()),
                    run.getProperty("attempt", "?", String.class),
                    Long.toString(System.currentTimeMillis()));
            try {
                file.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
