package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** A Consul with access control, which denies what is not allowed: who may use it, and who may not any more. */
public final class ConsulTokens implements AutoCloseable {

    /** Of requests without a token. */
    private static final String ANONYMOUS = "00000000-0000-0000-0000-000000000002";

    private static final String POLICY =
            "{\"Name\": \"caravan\", \"Rules\": \"service_prefix \\\"\\\" {policy=\\\"write\\\"}"
                    + " node_prefix \\\"\\\" {policy=\\\"read\\\"}\"}";

    private final String master = UUID.randomUUID().toString();
    private final ConsulAgent agent;

    /** Starts it; nobody may do anything yet. */
    public ConsulTokens(Path log) {
        String acl = "acl { enabled = true default_policy = \"deny\" tokens { master = \"" + master + "\" } }";
        agent = new ConsulAgent(log, List.of("-hcl=" + acl));
        ask("PUT", "/v1/acl/policy", POLICY);
    }

    public ConsulAgent agent() {
        return agent;
    }

    /** From now on this token allows to register services and to read them; also again, after it was revoked. */
    public void give(UUID token) {
        ask(
                "PUT",
                "/v1/acl/token",
                "{\"AccessorID\": \"" + token + "\", \"SecretID\": \"" + token
                        + "\", \"Policies\": [{\"Name\": \"caravan\"}]}");
    }

    /** Consul knows the token no longer. */
    public void revoke(UUID token) {
        ask("DELETE", "/v1/acl/token/" + token, "");
    }

    /** Whether who has no token may do the same. */
    public void allowAnybody(boolean allowed) {
        String policies = allowed ? "[{\"Name\": \"caravan\"}]" : "[]";
        ask("PUT", "/v1/acl/token/" + ANONYMOUS, "{\"Policies\": " + policies + "}");
    }

    @Override
    public void close() {
        agent.close();
    }

    private void ask(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(agent.url().resolve(path))
                .header("X-Consul-Token", master)
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
