package caravan.dispatcher;

import caravan.shared.batch.Batch;
import caravan.shared.batch.Gate;
import caravan.shared.http.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Header;

/** {@code /tasks}: reads what is asked, has it looked up, one page after the other, and writes the page. */
public final class TaskList implements AutoCloseable {

    private static final int STANDARD = 50;
    private static final int MOST = 500;
    private static final List<Integer> STATUSES = List.of(202, 102, 200, 422, 500, 410);

    private static final Set<Integer> UNENDED = Set.of(202, 102);
    private static final Set<Integer> CLAIMED = Set.of(102, 200);
    private static final Set<Integer> FAILED = Set.of(410, 422, 500);
    private static final UUID LAST = new UUID(-1, -1);

    private final Batch<Map<String, Object>, List<Map<String, Object>>> pages;

    /** @param query gets the parameters of a page and answers its rows: {@code id} and {@code document} */
    public TaskList(Function<Map<String, Object>, List<Map<String, Object>>> query, Executor answers) {
        this.pages = new Batch<>("task-list", 1, 100, Gate.OPEN, asked -> List.of(query.apply(asked.get(0))), answers);
    }

    /**
     * @param status number or line of a status, or null
     * @param before the {@code next} of the page before, or null
     * @param limit 1 to 500, or null for 50
     * @return {@code {"tasks": […], "next": …}}; next is what {@code before} takes, or null
     * @throws Problem 400 that names the parameter which is wrong
     */
    public CompletionStage<String> find(
            @Header("status") String status,
            @Header("application") String application,
            @Header("before") String before,
            @Header("limit") String limit) {
        Map<String, Object> parameters = new HashMap<>();
        Integer code = status == null ? null : status(status);
        parameters.put("status", code);
        parameters.put("failed", code != null && FAILED.contains(code) ? code : null);
        parameters.put("unended", code != null && UNENDED.contains(code));
        parameters.put("claimed", code != null && CLAIMED.contains(code));
        parameters.put("application", application == null ? null : name(application));
        parameters.put("before", before == null ? LAST : id(before));
        int most = limit(limit);
        // One more than the page holds, to see whether there is a next.
        parameters.put("limit", most + 1);
        return pages.add(parameters)
                .orTimeout(Lookup.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .thenApply(rows -> page(rows, most));
    }

    @Override
    public void close() {
        pages.close();
    }

    private static String page(List<Map<String, Object>> rows, int limit) {
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

    private static String name(String text) {
        if (text.indexOf('\0') >= 0) {
            throw Problem.of(400, "application holds a NUL, which no name does");
        }
        return text;
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
