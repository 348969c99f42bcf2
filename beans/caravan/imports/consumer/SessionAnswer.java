package caravan.imports.consumer;

import caravan.shared.JsonText;
import caravan.shared.http.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;

/** A session's account, as it is answered. */
public final class SessionAnswer {

    private final EmployeeCount count;

    SessionAnswer(EmployeeCount count) {
        this.count = count;
    }

    /** @param rows of the session that was asked for: one, or none @throws Problem 404 if there is none */
    public Map<String, Object> one(@Body List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            throw Problem.of(404, "There is no session of this uuid");
        }
        return rows.get(0);
    }

    /** @param rows of the session that is to listen @throws Problem 404 if there is none, 409 if it has ended */
    public void open(@Body List<Map<String, Object>> rows) {
        if (one(rows).get("ended") != null) {
            throw Problem.of(409, "This session has ended");
        }
    }

    /** @param row of a session @throws Problem 409 if it has not ended */
    public void ended(@Body Map<String, Object> row) {
        if (row.get("ended") == null) {
            throw Problem.of(409, "This session has not ended");
        }
    }

    /** @return {@code {"uuid": …}} */
    public String created(Exchange exchange) {
        return JsonText.of(Map.of("uuid", exchange.getMessage().getHeader("uuid")));
    }

    /** @param row of a session @return uuid, state, mode, checksum (received), saved, duplicates, rejected, db_count */
    public String session(@Body Map<String, Object> row) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("uuid", row.get("id"));
        answer.put("state", row.get("state"));
        answer.put("mode", row.get("mode"));
        return JsonText.of(counts(answer, row));
    }

    /** @param row of a session @return the same without state and mode @throws Problem 503 if it has not ended by now */
    public String removed(@Body Map<String, Object> row) {
        if (row.get("ended") == null) {
            throw Problem.unavailable("This session is not saved yet");
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("uuid", row.get("id"));
        return JsonText.of(counts(answer, row));
    }

    private Map<String, Object> counts(Map<String, Object> answer, Map<String, Object> row) {
        answer.put("checksum", row.get("received"));
        answer.put("saved", row.get("saved"));
        answer.put("duplicates", row.get("duplicates"));
        answer.put("rejected", row.get("rejected"));
        answer.put("db_count", count.now(row.get("ended") != null));
        return answer;
    }
}
