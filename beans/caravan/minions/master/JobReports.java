package caravan.minions.master;

import caravan.shared.UuidText;
import caravan.shared.http.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Body;

/** What minions have done, as they say it by themselves. */
public final class JobReports {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 1000;

    /** @param body JSON: a list of uuid, message, result @throws Problem 400 that says where it is wrong */
    public List<Job> read(@Body byte[] body) {
        JsonNode list = list(body);
        if (!list.isArray() || list.size() > MOST) {
            throw Problem.of(400, "A report is a JSON array of up to " + MOST + " jobs");
        }
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            jobs.add(job(list.get(i), i));
        }
        return jobs;
    }

    private static Job job(JsonNode entry, int place) {
        UUID id = UuidText.read(entry.path("uuid").asText()).orElseThrow(() -> wrong(place, "uuid"));
        String result = entry.path("result").asText();
        if (!JobMessage.isOne(entry.path("message"))) {
            throw wrong(place, "message");
        }
        if (!result.equals("success") && !result.equals("error")) {
            throw wrong(place, "result");
        }
        return new Job(
                id, null, null, null, null, null, null, entry.path("message").asText(), result);
    }

    private static Problem wrong(int place, String member) {
        return Problem.of(400, "The " + member + " of job " + (place + 1) + " is missing, or none");
    }

    private static JsonNode list(byte[] body) {
        try {
            return JSON.readTree(body == null ? new byte[0] : body);
        } catch (IOException e) {
            throw Problem.of(400, "The report is no JSON");
        }
    }
}
