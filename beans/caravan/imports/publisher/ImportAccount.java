package caravan.imports.publisher;

import caravan.shared.database.Interval;
import caravan.shared.http.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The account of an import, as parameters of the statements that store it. */
public final class ImportAccount {

    private final ImportFiles files;
    private final Duration keep;

    /** @param keep how long one that has ended is kept */
    ImportAccount(ImportFiles files, Duration keep) {
        this.files = files;
        this.keep = keep;
    }

    /** Which it is, as {@code import}. */
    public Map<String, Object> one(@ExchangeProperty("import") UUID id) {
        return Map.of("import", id);
    }

    /** @param rows of the import that was asked for: one, or none @throws Problem 404 if there is none */
    public Map<String, Object> found(@Body List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            throw Problem.of(404, "There is no import of this UUID");
        }
        return rows.get(0);
    }

    /** @param row of an import @throws Problem 409 if it runs, was undone, or was a check only */
    public void checkUndoable(@Body Map<String, Object> row) {
        if (Boolean.TRUE.equals(row.get("dry_run"))) {
            throw Problem.of(409, "This was a check only; nothing was sent");
        }
        if ("running".equals(row.get("state")) || "undone".equals(row.get("state"))) {
            throw Problem.of(409, "An import that is " + row.get("state") + " cannot be undone");
        }
    }

    /** @param row of an import @throws Problem 409 if it has ended */
    public void checkStoppable(@Body Map<String, Object> row) {
        if (!"running".equals(row.get("state"))) {
            throw Problem.of(409, "This import has ended: it is " + row.get("state"));
        }
    }

    /** @param row of one of its sessions @return what is known of it */
    public SessionAccount known(@Body Map<String, Object> row) {
        Long received = (Long) row.get("received");
        return new SessionAccount(
                (UUID) row.get("session"),
                null,
                received == null ? 0 : received,
                (Long) row.get("saved"),
                (Long) row.get("duplicates"),
                (Long) row.get("rejected"),
                (Long) row.get("db_count"));
    }

    /** What a session has said last. */
    public Map<String, Object> settled(@Body SessionAccount account, @ExchangeProperty("import") UUID id) {
        Map<String, Object> values = new HashMap<>();
        values.put("import", id);
        values.put("session", account.session());
        values.put("received", account.received());
        values.put("saved", account.saved());
        values.put("duplicates", account.duplicates());
        values.put("refused", account.rejected());
        values.put("dbCount", account.dbCount());
        return values;
    }

    /** How many rows of a session were taken back. */
    public Map<String, Object> part(
            @ExchangeProperty("import") UUID id,
            @ExchangeProperty("session") UUID session,
            @ExchangeProperty("undone") long undone) {
        return Map.of("import", id, "session", session, "undone", undone);
    }

    /** The imports whose files are here, as {@code ids}, and {@code keep} as an interval. */
    public Map<String, Object> old() {
        return Map.of("ids", files.here(), "keep", Interval.of(keep));
    }

    /** The imports whose files are here and were not changed for as long as one is kept, as {@code ids}. */
    public Map<String, Object> unchanged() {
        return Map.of("ids", files.unchangedSince(Instant.now().minus(keep)));
    }

    /** What is known when it begins. */
    public Map<String, Object> begun(
            @ExchangeProperty("import") UUID id,
            @ExchangeProperty("request") ImportRequest request,
            @ExchangeProperty("session") UUID session) {
        Map<String, Object> values = new HashMap<>();
        values.put("import", id);
        values.put("file", request.file());
        values.put("mode", request.mode());
        values.put("timeout", request.timeout());
        values.put("charset", request.charset().name());
        values.put("dryRun", request.dryRun());
        values.put("bytes", request.bytes());
        values.put("session", session);
        return values;
    }

    /** Where a part of it is. */
    public Map<String, Object> now(@ExchangeProperty("run") ImportRun run, @ExchangeProperty("part") ImportPart part) {
        SessionAccount account = part.account();
        Progress progress = part.progress();
        Map<String, Object> values = new HashMap<>();
        values.put("import", run.id());
        values.put("bytesRead", progress.consumed());
        values.put("sent", part.sent());
        values.put("valid", progress.valid());
        values.put("rejected", progress.rejected());
        values.put("rejectBytes", progress.rejectBytes());
        values.put("session", part.session());
        values.put("number", part.number());
        boolean said = account != null;
        values.put("received", said ? (Long) account.received() : (Long) 0L);
        values.put("saved", said ? account.saved() : (Long) 0L);
        values.put("duplicates", said ? account.duplicates() : (Long) 0L);
        values.put("refused", said ? account.rejected() : (Long) 0L);
        values.put("dbCount", said ? account.dbCount() : null);
        values.put("ended", said && account.isEnded());
        return values;
    }

    /** What it has come to. */
    public Map<String, Object> end(@ExchangeProperty("run") ImportRun run) {
        Map<String, Object> values = new HashMap<>();
        values.put("import", run.id());
        values.put("state", run.state());
        values.put("message", run.message());
        return values;
    }

    /** Which it is, and which of its sessions is that of this run, if it has one already. */
    public Map<String, Object> others(@ExchangeProperty("run") ImportRun run) {
        Map<String, Object> values = new HashMap<>();
        values.put("import", run.id());
        values.put("session", run.session());
        return values;
    }

    /** The imports whose files are here, as {@code ids}: what ran when this process died does so no longer. */
    public Map<String, Object> here() {
        return Map.of("ids", files.here());
    }
}
