package caravan.dispatcher;

import caravan.shared.broker.ConfirmedPublisher;
import caravan.shared.broker.Parcel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** Hands what is left in the outbox to the publisher. */
public final class Relay {

    /** Parcels that new tasks may still hand in while what was left is published. */
    private static final int LEAST_ROOM = 100;

    private final ConfirmedPublisher publisher;

    private final TaskMessage messages;

    public Relay(ConfirmedPublisher publisher, TaskMessage messages) {
        this.publisher = publisher;
        this.messages = messages;
    }

    /**
     * Whether more is to be taken out of the outbox now.
     *
     * @param taken how many rows were taken the last time; null the first time
     */
    public boolean goesOn(@ExchangeProperty("taken") Integer taken) {
        return (taken == null || taken > 0) && publisher.isConnected() && publisher.room() > LEAST_ROOM;
    }

    /**
     * @param rows {@code outbox} and {@code task} (null if all of an outbox row's tasks have ended) and {@code request_id}
     * @return how many outbox rows those were
     */
    public int publish(@Body List<Map<String, Object>> rows) {
        Map<UUID, List<TaskMessage.Entry>> parcels = new LinkedHashMap<>();
        for (Map<String, Object> row : rows) {
            List<TaskMessage.Entry> parcel =
                    parcels.computeIfAbsent((UUID) row.get("outbox"), outbox -> new ArrayList<>());
            if (row.get("task") != null) {
                parcel.add(new TaskMessage.Entry((UUID) row.get("task"), (String) row.get("request_id")));
            }
        }
        parcels.forEach(
                (outbox, entries) -> publisher.offer(new Parcel(outbox, TaskQueue.TASKS, messages.letters(entries))));
        return parcels.size();
    }
}
