package caravan.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.SettableClock;
import caravan.shared.registry.Instance;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatingAnswerTest {

    private static final CamelContext CAMEL = new DefaultCamelContext();

    private final SettableClock clock = new SettableClock();
    private final RatingAnswer answer = new RatingAnswer(clock);
    private final Instance instance = new Instance("ratings", "ratings-1", URI.create("http://127.0.0.1:8001"));

    @Test
    void a_rating_is_read() throws IOException {
        assertThat(answer.read(
                        message(200, "{\"thing\": \"camera\", \"rating\": 4.5, \"instance\": \"elsewhere\"}"),
                        instance))
                .isEqualTo(new Rating(4.5, instance.address(), clock.instant()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html></html>",
                "{",
                "[]",
                "null",
                "4.5",
                "{\"stars\": 4.5}",
                "{\"rating\": \"4.5\"}",
                "{\"rating\": null}",
                "{\"rating\": 5.01}",
                "{\"rating\": -1}",
                "{\"rating\": 1e400}"
            })
    void anything_else_fails(String body) {
        assertThatThrownBy(() -> answer.read(message(200, body), instance)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 404, 500, 503})
    void another_status_fails_and_is_named(int status) {
        assertThatThrownBy(() -> answer.read(message(status, "{\"rating\": 4.5}"), instance))
                .isInstanceOf(IOException.class)
                .hasMessage("http://127.0.0.1:8001 answers " + status);
    }

    private static Message message(int status, String body) {
        Message message = new DefaultMessage(CAMEL);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setBody(body.getBytes(StandardCharsets.UTF_8));
        return message;
    }
}
