package caravan.imports.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import caravan.shared.Program;
import caravan.shared.RouteTest;
import caravan.shared.database.Queries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the publisher's routes share: imports in the database, and a consumer that answers what the test says. */
abstract class PublisherTest extends RouteTest {
    @TempDir
    static Path folder;

    static Queries tables;
    static ScriptedConsumer consumer;

    @BeforeAll
    static void start() throws Exception {
        tables = new Queries(servers.databaseItself());
        consumer = new ScriptedConsumer();
        Files.createDirectories(folder.resolve("imports"));
        program = new Program(servers, "publisher", "Import", "ConsumerCallRoute", "ErrorConfiguration")
                .with("caravan.imports.patience", "3s")
                .with("caravan.imports.concurrent", "2")
                .data(folder)
                .with("caravan.consumer.host", "127.0.0.1")
                .with("caravan.consumer.port", consumer.port())
                .start();
    }

    @BeforeEach
    void empty() throws Exception {
        tables.execute("TRUNCATE import CASCADE");
    }

    @AfterAll
    static void closeConsumer() {
        consumer.close();
    }

    /** An import of a file that has these rows. */
    static UUID imported(String state, String csv) throws Exception {
        UUID id = UUID.randomUUID();
        tables.execute(
                "INSERT INTO import (id, state, file, mode, timeout, charset, dry_run, bytes, message, ended)"
                        + " VALUES (?, ?, 'staff.csv', 'live', 5, 'UTF-8', false, ?, 'as it was',"
                        + " CASE ? WHEN 'running' THEN NULL ELSE now() END)",
                id,
                state,
                csv.length(),
                state);
        Files.createDirectories(folder.resolve("imports/" + id));
        Files.writeString(folder.resolve("imports/" + id + "/upload.csv"), csv, UTF_8);
        return id;
    }

    /** One of its sessions, which has ended. */
    static UUID part(UUID id, int number, long received) throws Exception {
        UUID session = UUID.randomUUID();
        tables.execute(
                "INSERT INTO import_part (import, session, number, received, saved, duplicates, rejected, ended)"
                        + " VALUES (?, ?, ?, ?, ?, 0, 0, true)",
                id,
                session,
                number,
                received,
                received);
        return session;
    }

    static Map<String, Object> row(UUID id) throws Exception {
        return tables.query("SELECT * FROM import WHERE id = ?", id).get(0);
    }

    static Map<String, Object> partOf(UUID id, UUID session) throws Exception {
        return tables.query("SELECT * FROM import_part WHERE import = ? AND session = ?", id, session)
                .get(0);
    }

    static ImportRequest request(String csv) {
        return new ImportRequest("staff.csv", csv.length(), "live", 5, false, UTF_8, false);
    }

    static Exchange ask(String route, UUID id) {
        return program.ask(route, Map.of("uuid", id.toString()));
    }

    /** The status of an answer; 200 if none is said. */
    static int status(Exchange answer) {
        return answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, int.class);
    }
}
