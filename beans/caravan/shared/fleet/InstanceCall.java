package caravan.shared.fleet;

import caravan.shared.http.RequestId;
import caravan.shared.registry.Instance;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Asks the instance of the exchange for a path: GET of the header {@code CamelHttpPath} below the instance's address, or
 * POST of the body if {@code CamelHttpMethod} says so, with the request's identifier and this process's token. The answer's
 * status and body become the message, whatever they are.
 */
public final class InstanceCall extends AsyncProcessorSupport {

    private final InstanceClient client;
    private final Map<String, String> headers = new HashMap<>();

    /** @param token to be shown; empty: none */
    public InstanceCall(InstanceClient client, String token) {
        this.client = client;
        headers.put("Accept", "application/json");
        if (!token.isEmpty()) {
            headers.put("Authorization", "Bearer " + token);
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Instance instance = exchange.getProperty(FleetBalancer.INSTANCE, Instance.class);
        URI address =
                URI.create(instance.address() + exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class));
        CompletionStage<InstanceClient.Answer> asked = "POST"
                        .equals(exchange.getMessage().getHeader(Exchange.HTTP_METHOD))
                ? client.post(address, headers(exchange), exchange.getMessage().getBody(byte[].class))
                : client.get(address, headers(exchange));
        asked.whenComplete((answer, failure) -> {
            if (failure != null) {
                exchange.setException(failure);
            } else {
                exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
                exchange.getMessage().setBody(answer.body().getBytes());
            }
            callback.done(false);
        });
        return false;
    }

    private Map<String, String> headers(Exchange exchange) {
        Map<String, String> all = new HashMap<>(headers);
        putIfThere(all, RequestId.HEADER, exchange.getProperty(RequestId.PROPERTY, String.class));
        putIfThere(all, Exchange.CONTENT_TYPE, exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class));
        return all;
    }

    private static void putIfThere(Map<String, String> headers, String name, String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
