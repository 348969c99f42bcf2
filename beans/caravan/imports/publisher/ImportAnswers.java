package caravan.imports.publisher;

import caravan.shared.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is answered about imports, as JSON. */
public final class ImportAnswers {

    /** @param row of an import @return its account, as JSON */
    public String document(Map<String, Object> row) {
        return JsonText.of(members(row));
    }

    /** @param rows of imports @return {@code {"imports": […]}} */
    public String list(List<Map<String, Object>> rows) {
        return JsonText.of(
                Map.of("imports", rows.stream().map(ImportAnswers::members).toList()));
    }

    /** @param row of an import that was simulated @return {@code {"status": …, "sent": …, "info": {…}}} */
    public String simulated(Map<String, Object> row) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("uuid", row.get("id"));
        info.put("checksum", row.get("received"));
        info.put("saved", row.get("saved"));
        info.put("duplicates", row.get("duplicates"));
        info.put("rejected", row.get("rejected"));
        info.put("db_count", row.get("db_count"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", status(row));
        answer.put("sent", row.get("sent"));
        answer.put("info", info);
        return JsonText.of(answer);
    }

    /** @return {@code {"status": why not, "sent": 0}} */
    public String refused(String reason) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", reason);
        answer.put("sent", 0);
        return JsonText.of(answer);
    }

    /** @param row of an import @return {@code {"uuid": …, "undone": …}} */
    public String undone(Map<String, Object> row) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("uuid", row.get("id"));
        answer.put("undone", row.get("undone") == null ? (Long) 0L : row.get("undone"));
        return JsonText.of(answer);
    }

    private static Map<String, Object> members(Map<String, Object> row) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("uuid", row.get("id"));
        for (String name : List.of(
                "state",
                "file",
                "mode",
                "bytes",
                "bytes_read",
                "percent",
                "sent",
                "received",
                "saved",
                "duplicates",
                "rejected",
                "rows_per_second",
                "message")) {
            members.put(name, row.get(name));
        }
        if (Boolean.TRUE.equals(row.get("dry_run"))) {
            members.put("dry_run", true);
            members.put("valid", row.get("valid"));
        }
        return members;
    }

    /** The state, and why. */
    private static String status(Map<String, Object> row) {
        return row.get("message") == null ? (String) row.get("state") : row.get("state") + ": " + row.get("message");
    }
}
