package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.shared.Program;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WebhookRouteTest extends DispatcherTest {

    @BeforeAll
    static void start() {
        program = new Program(servers, "dispatcher", "WebhookRoute", "ErrorConfiguration")
                .with("caravan.dispatcher.webhook-origins", "eventemitter.example.com")
                .start();
    }

    @Test
    void a_sender_of_webhooks_that_is_known_gets_permission() {
        Message answer = handshake(Map.of(
                "WebHook-Request-Origin", "eventemitter.example.com",
                "WebHook-Request-Rate", "120",
                "WebHook-Request-Callback", "http://127.0.0.1:1/confirm"));
        assertThat(status(answer)).isEqualTo(200);
        assertThat(answer.getHeaders())
                .containsEntry("WebHook-Allowed-Origin", "eventemitter.example.com")
                .containsEntry("WebHook-Allowed-Rate", "120")
                .containsEntry("Allow", "OPTIONS, POST");
        assertThat(answer.getBody()).isNull();
    }

    @Test
    void another_one_gets_none_and_is_told_why() {
        Message answer = handshake(Map.of("WebHook-Request-Origin", "example.com"));
        assertThat(status(answer)).isEqualTo(403);
        assertThat(answer.getHeaders())
                .doesNotContainKeys("WebHook-Allowed-Origin", "WebHook-Allowed-Rate")
                .containsEntry("Allow", "OPTIONS, POST");
        assertThat(answer.getBody(String.class)).contains("'example.com'", "caravan.dispatcher.webhook-origins");
    }

    @Test
    void who_says_no_origin_is_told_the_methods() {
        Message answer = handshake(Map.of());
        assertThat(status(answer)).isEqualTo(200);
        assertThat(answer.getHeaders())
                .doesNotContainKeys("WebHook-Allowed-Origin", "WebHook-Allowed-Rate")
                .containsEntry("Allow", "OPTIONS, POST");
    }

    private static Message handshake(Map<String, Object> headers) {
        return program.ask("direct:webhook-handshake", headers).getMessage();
    }

    private static int status(Message answer) {
        return answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }
}
