package caravan.dispatcher;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** New tasks as parameters of SQL: an array a column, the keys being the names behind {@code :?} in the statements. */
public final class IntakeRows {

    /** Tasks from requests' paths, and the outbox row that they share. */
    public Map<String, Object> dispatched(Accepted batch) {
        Map<String, Object> rows = new HashMap<>();
        List<NewTask> tasks = batch.tasks();
        rows.put("outbox", batch.outbox());
        rows.put("ids", tasks.stream().map(NewTask::id).toArray(UUID[]::new));
        rows.put("applications", texts(tasks, NewTask::application));
        rows.put("names", texts(tasks, NewTask::name));
        rows.put("data", texts(tasks, NewTask::data));
        rows.put("requests", texts(tasks, NewTask::requestId));
        return rows;
    }

    /** The same for all kinds of tasks: with their keys, events and rejections. */
    public Map<String, Object> mixed(Accepted batch) {
        List<NewTask> tasks = batch.tasks();
        Map<String, Object> rows = dispatched(batch);
        rows.put("keys", ofKey(tasks, TaskKey::digest));
        rows.put("keyRequests", ofKey(tasks, TaskKey::request));
        rows.put("rejections", texts(tasks, NewTask::rejection));
        rows.put("types", ofEvent(tasks, Event::type));
        rows.put("typeVersions", ofEvent(tasks, Event::typeVersion));
        rows.put("sources", ofEvent(tasks, Event::source));
        rows.put("eventIds", ofEvent(tasks, Event::id));
        rows.put("times", ofEvent(tasks, Event::time));
        rows.put("schemas", ofEvent(tasks, Event::schemaUrl));
        rows.put("contentTypes", ofEvent(tasks, Event::contentType));
        rows.put("texts", ofEvent(tasks, Event::text));
        return rows;
    }

    /** Rows of {@code key}, {@code task} and {@code request}, by their keys. */
    public Map<String, TaskIntake.Known> known(List<Map<String, Object>> rows) {
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> (String) row.get("key"),
                        row -> new TaskIntake.Known((UUID) row.get("task"), (String) row.get("request"))));
    }

    private static String[] ofKey(List<NewTask> tasks, Function<TaskKey, String> part) {
        return texts(tasks, task -> task.key() == null ? null : part.apply(task.key()));
    }

    private static String[] ofEvent(List<NewTask> tasks, Function<Event, String> attribute) {
        return texts(tasks, task -> task.event() == null ? null : attribute.apply(task.event()));
    }

    private static String[] texts(List<NewTask> tasks, Function<NewTask, String> column) {
        return tasks.stream().map(column).toArray(String[]::new);
    }
}
