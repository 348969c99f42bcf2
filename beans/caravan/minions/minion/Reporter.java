package caravan.minions.minion;

import static java.nio.charset.StandardCharsets.UTF_8;

import caravan.shared.fleet.InstanceClient;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.camel.ExchangeProperty;

/** Tells masters what was done. */
public final class Reporter {

    private static final String PATH = "/ask_a_minion/v1/reports";

    private final InstanceClient client;
    private final Map<String, String> headers = new HashMap<>();

    /** @param token to be shown; empty: none */
    Reporter(InstanceClient client, String token) {
        this.client = client;
        headers.put("Content-Type", "application/json");
        if (!token.isEmpty()) {
            headers.put("Authorization", "Bearer " + token);
        }
    }

    /** @return done when the master has taken it; fails with an {@link IOException} or a TimeoutException if it has not */
    public CompletionStage<Void> tell(@ExchangeProperty("report") Report report) {
        URI address = URI.create(report.master().toString().replaceAll("/+$", "") + PATH);
        return client.post(address, headers, report.document().getBytes(UTF_8)).thenAccept(answer -> {
            if (answer.status() >= 300) {
                throw new CompletionException(new IOException("the master answers " + answer.status()));
            }
        });
    }
}
