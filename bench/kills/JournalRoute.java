package caravan.kills;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * The application {@code journal}: writes down when it begins and when it ends, with its first argument, the process, the
 * attempt and the time in milliseconds since 1970; in between it takes up to 300 ms, a part of them on its thread, a part
 * without one. Its second argument, if there is one, says in how many attempts it fails. The file is the system property
 * {@code journal.file}, for all workers.
 */
public class JournalRoute extends RouteBuilder {

    @Override
    public void configure() throws IOException {
        Journal journal = new Journal(new FileOutputStream(System.getProperty("journal.file"), true));
        from("direct:application-journal")
                .routeId("application-journal")
                .setProperty("arguments", body())
                .bean(journal, "begins")
                .delay(simple("${random(150)}"))
                .asyncDelayed()
                .end()
                .bean(journal, "takesItsTime")
                .bean(journal, "ends")
                .setBody(simple("${exchangeProperty.arguments[0]}"));
    }

    /** A file that several processes append to: each line is one write, which the system does not mix with another. */
    public static final class Journal {

        /** Not a FileChannel, which closes itself when a thread that writes is interrupted. */
        private final FileOutputStream file;

        Journal(FileOutputStream file) {
            this.file = file;
        }

        public void begins(Exchange run) {
            write("begins", run);
        }

        public void takesItsTime() throws InterruptedException {
            Thread.sleep(ThreadLocalRandom.current().nextInt(150));
        }

        public void ends(Exchange run) {
            List<?> arguments = run.getProperty("arguments", List.class);
            int attempt = run.getMessage().getHeader("TaskAttempt", Integer.class);
            if (arguments.size() > 1 && attempt <= Integer.parseInt((String) arguments.get(1))) {
                write("fails", run);
                throw new IllegalStateException("as it was asked to");
            }
            write("ends", run);
        }

        private void write(String what, Exchange run) {
            String line = String.join(
                    " ",
                    what,
                    (String) run.getProperty("arguments", List.class).get(0),
                    Long.toString(ProcessHandle.current().pid()),
                    run.getMessage().getHeader("TaskAttempt", String.class),
                    Long.toString(System.currentTimeMillis()));
            try {
                file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
