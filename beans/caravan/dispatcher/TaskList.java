package caravan.dispatcher;

import caravan.shared.http.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** {@code /tasks}: reads what is asked, and writes the page. */
public final class TaskList {

    private static final int STANDARD = 50;
    private static final int MOST = 500;
    private static final List<Integer> STATUSES = List.of(202, 102, 200, 422, 500, 410);

    /**
     * The query's parameters for the statement; one row more than the page is asked for, to see whether there is a next.
     *
     * @throws Problem 400 that names the parameter which is wrong
     */
    public Map<String, Object> parameters(
            @Header("status") String status,
            @Header("application") String application,
            @Header("before") String before,
            @Header("limit") String limit) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("status", status == null ? null : status(status));
        parameters.put("application", application);
        parameters.put("before", before == null ? null : id(before));
        parameters.put("limit", limit(limit) + 1);
        return parameters;
    }

    /** {@code {"tasks": […], "next": …}}; next is what {@code before} takes, or null. */
    public String page(
            @Body List<Map<String, Object>> rows, @ExchangeProperty("parameters") Map<String, Object> asked) {
        int limit = (Integer) asked.get("limit") - 1;
        List<Map<String, Object>> page = rows.subList(0, Math.min(limit, rows.size()));
        String next = rows.size() > limit ? "\"" + page.get(limit - 1).get("id") + "\"" : "null";
        return page.stream()
                .map(row -> (String) row.get("document"))
                .collect(Collectors.joining(",", "{\"tasks\": [", "], \"next\": " + next + "}"));
    }

    private static int status(String text) {
        return STATUSES.stream()
                .filter(status -> text.equals(status.toString()) || text.startsWith(status + " "))
                .findFirst()
                .orElseThrow(() -> Problem.of(400, "status '" + text + "' is none of " + STATUSES));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "before '" + text + "' is no UUID; it is the next of the page before");
        }
    }

    private static int limit(String text) {
        try {
            int limit = text == null ? STANDARD : Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // the same problem
        }
        throw Problem.of(400, "limit '" + text + "' is not a whole number from 1 to " + MOST);
    }
}
