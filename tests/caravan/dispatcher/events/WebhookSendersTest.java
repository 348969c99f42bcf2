package caravan.dispatcher.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSendersTest {
    final WebhookSenders senders = WebhookSenders.of(" eventemitter.example.com, other.example ,,");

    @Test
    void who_is_named_may_send() {
        assertThatCode(() -> senders.check("eventemitter.example.com")).doesNotThrowAnyException();
        assertThatCode(() -> senders.check("other.example")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "example.com",
                "x.eventemitter.example.com",
                "EVENTEMITTER.example.com",
                "other.example,"
            })
    void others_may_not(String origin) {
        assertThatThrownBy(() -> senders.check(origin))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(403))
                .hasMessageContaining("caravan.dispatcher.webhook-origins");
        assertThatThrownBy(() -> WebhookSenders.of("").check(origin)).isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "1, 1", "0, *", "-1, *", "1.5, *", "*, *", "many, *", "007, *", ", *"})
    void as_often_as_is_asked_or_without_limit(String asked, String rate) {
        assertThat(senders.rate(asked)).isEqualTo(rate);
    }
}
