package caravan.minions;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A job as it is answered: JSON, its members in the order of the alphabet. */
public final class JobDocument {

    private JobDocument() {}

    /**
     * @param destination where it is posted when it is finished; null: nowhere
     * @param message null while it is not finished
     * @param result success or error; null while it is not finished
     */
    public static Map<String, Object> of(UUID id, String destination, String message, String result) {
        Map<String, Object> document = new TreeMap<>();
        document.put("uuid", id);
        document.put("destination", destination);
        document.put("message", message);
        document.put("result", result == null ? "not_finished" : result);
        document.put("status", result == null ? "pending" : "finished");
        return document;
    }

    /** A job that was not begun. @param message why */
    public static String refused(String message) {
        return JobJson.of(new TreeMap<>(Map.of("message", message, "result", "error", "status", "not_started")));
    }
}
