package caravan.imports.publisher;

import caravan.shared.http.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** How an import that is being undone is kept from being resumed, and when it need not be. */
public final class ImportUndo {

    /**
     * @param rows of the import that is to be undone: one, or none
     * @return its state and its message until now
     * @throws Problem 409 if there is none: somebody was quicker
     */
    public Map<String, Object> begun(@Body List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            throw Problem.of(409, "This import was resumed or undone just now");
        }
        return rows.get(0);
    }

    /**
     * @param before what the import was until now
     * @param asked whether the consumer was asked to take something back
     * @param why the undo has failed
     * @return whether the import could be resumed, and as far as this undo goes still can: the consumer was not asked, or has
     *     refused
     */
    public boolean isUntouched(
            @ExchangeProperty("before") Map<String, Object> before,
            @ExchangeProperty("asked") Boolean asked,
            @ExchangeProperty("why") Throwable why) {
        boolean refused = why instanceof Problem problem && problem.status() == 409;
        return "not-completed".equals(before.get("state")) && (asked == null || refused);
    }

    /** What it is to be again. */
    public Map<String, Object> before(
            @ExchangeProperty("import") UUID id, @ExchangeProperty("before") Map<String, Object> before) {
        Map<String, Object> values = new HashMap<>();
        values.put("import", id);
        values.put("message", before.get("message"));
        return values;
    }
}
