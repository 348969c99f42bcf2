package caravan.minions.master;

import caravan.shared.fleet.FleetBalancer;
import caravan.shared.registry.Instance;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** What a minion answers. */
public final class MinionAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Of a job that it was ordered.
     *
     * @throws IOException if it has not taken it, or what it says cannot be used: it is as good as away
     */
    public Said taken(
            @Body byte[] body,
            @Header(Exchange.HTTP_RESPONSE_CODE) int status,
            @ExchangeProperty(FleetBalancer.INSTANCE) Instance minion)
            throws IOException {
        if (status != 200) {
            throw new IOException("it answers " + status);
        }
        return said(body, minion);
    }

    /** Of a job that it should have; 400 says that it does not. @throws IOException if what it says cannot be used */
    public Said held(
            @Body byte[] body,
            @Header(Exchange.HTTP_RESPONSE_CODE) int status,
            @ExchangeProperty(FleetBalancer.INSTANCE) Instance minion)
            throws IOException {
        return status == 400 || status == 404 ? new Said(minion.id(), false, null, null) : taken(body, status, minion);
    }

    private static Said said(byte[] body, Instance minion) throws IOException {
        JsonNode job = JSON.readTree(body);
        String status = job.path("status").asText();
        String result = job.path("result").asText();
        JsonNode message = job.path("message");
        if (status.equals("pending") || status.equals("not_started")) {
            return new Said(minion.id(), true, null, null);
        }
        if (!status.equals("finished")
                || !result.equals("success") && !result.equals("error")
                || !JobMessage.isOne(message)) {
            throw new IOException("it answers no job");
        }
        return new Said(minion.id(), true, message.asText(), result);
    }
}
