package caravan.imports.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.shared.Program;
import caravan.shared.embedded.RealServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an import when what it waits for does not come back. */
@ExtendWith(RealServers.Extension.class)
class ImportPatienceTest {

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void configure(RealServers servers) throws Exception {
        program = new Program(
                        servers,
                        "publisher",
                        "ImportR",
                        "ImportS",
                        "ImportA",
                        "ImportU",
                        "ImportC",
                        "ImportE",
                        "ConsumerCallRoute",
                        "ErrorConfiguration")
                .with("caravan.imports.patience", "1s")
                .data(folder)
                .with("caravan.consumer.host", "127.0.0.1")
                .with("caravan.consumer.port", "1");
        Files.createDirectories(folder.resolve("imports"));
    }

    @Test
    void a_consumer_that_stays_away_ends_it_as_not_completed() {
        try (Program started = program.start()) {
            ImportRun run = run(started);
            assertThat(run.state()).isEqualTo("not-completed");
            assertThat(run.message()).contains("127.0.0.1:1 does not answer");
        }
    }

    /** Begins one, and waits until whoever waits for its end is told. */
    private static ImportRun run(Program started) {
        ImportRuns runs = started.bean("importRuns", ImportRuns.class);
        ImportRun run =
                runs.start(UUID.randomUUID(), new ImportRequest("a.csv", 10, "live", 5, false, UTF_8, false), null);
        started.context().createProducerTemplate().sendBody("seda:import-run", run);
        await().atMost(Duration.ofSeconds(60)).until(() -> run.ended().isDone());
        assertThat(runs.running()).isEmpty();
        return run;
    }
}
