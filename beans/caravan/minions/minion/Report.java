package caravan.minions.minion;

import caravan.shared.JsonText;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Jobs that one minion has finished for one master. */
public record Report(MinionJobs jobs, Outbox outbox, URI master, List<Work> works) {

    /** @return JSON: a list of uuid, message, result */
    public String document() {
        return JsonText.of(works.stream()
                .map(work -> {
                    Map<String, Object> document = new LinkedHashMap<>();
                    document.put("uuid", work.id());
                    document.put("message", work.message());
                    document.put("result", work.result());
                    return document;
                })
                .toList());
    }
}
