package caravan.shared.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConfirmsTest {
    final List<UUID> confirmed = new ArrayList<>();
    final Confirms confirms = new Confirms(confirmed::add);
    long next = 1;

    @Test
    void a_parcel_is_confirmed_when_its_last_message_is() throws Exception {
        UUID parcel = expect(3);
        confirms.handleAck(1, false);
        confirms.handleAck(3, false);
        assertThat(confirmed).isEmpty();
        confirms.handleAck(2, false);
        assertThat(confirmed).containsExactly(parcel);
    }

    @Test
    void one_acknowledgement_may_be_for_all_up_to_it() throws Exception {
        UUID first = expect(2);
        UUID second = expect(3);
        confirms.handleAck(4, true);
        assertThat(confirmed).containsExactly(first);
        confirms.handleAck(5, true);
        assertThat(confirmed).containsExactly(first, second);
    }

    @Test
    void single_and_multiple_ones_come_in_any_order() throws Exception {
        UUID first = expect(3);
        UUID second = expect(3);
        confirms.handleAck(5, false);
        confirms.handleAck(2, false);
        confirms.handleAck(4, true);
        assertThat(confirmed).containsExactly(first);
        confirms.handleAck(6, false);
        assertThat(confirmed).containsExactly(first, second);
    }

    @Test
    void a_message_that_is_acknowledged_twice_counts_once() throws Exception {
        UUID parcel = expect(2);
        confirms.handleAck(1, false);
        confirms.handleAck(1, true);
        confirms.handleAck(1, false);
        assertThat(confirmed).isEmpty();
        confirms.handleAck(2, false);
        assertThat(confirmed).containsExactly(parcel);
    }

    @Test
    void a_later_parcel_may_be_confirmed_before_an_earlier_one() throws Exception {
        UUID first = expect(1);
        UUID second = expect(1);
        confirms.handleAck(2, false);
        confirms.handleAck(1, false);
        assertThat(confirmed).containsExactly(second, first);
    }

    @Test
    void a_refused_message_spoils_its_parcel_and_no_other() throws Exception {
        UUID first = expect(1);
        expect(2);
        UUID third = expect(1);
        confirms.handleAck(1, false);
        confirms.handleNack(2, false);
        confirms.handleAck(4, true);
        assertThat(confirmed).containsExactly(first, third);
    }

    @Test
    void a_refusal_of_all_up_to_it_spoils_all_that_were_not_acknowledged() throws Exception {
        expect(1);
        expect(1);
        UUID third = expect(1);
        confirms.handleNack(2, true);
        confirms.handleAck(3, false);
        assertThat(confirmed).containsExactly(third);
    }

    @Test
    void a_refusal_of_all_up_to_it_leaves_what_was_acknowledged_before() throws Exception {
        UUID parcel = expect(2);
        confirms.handleAck(1, false);
        confirms.handleAck(2, false);
        expect(1);
        confirms.handleNack(3, true);
        assertThat(confirmed).containsExactly(parcel);
    }

    @Test
    void a_returned_message_spoils_its_parcel_though_rabbitmq_acknowledges_it_then() throws Exception {
        UUID spoilt = expect(2);
        UUID next = expect(1);
        assertThat(confirms.unroutable()).isFalse();
        returned(spoilt);
        confirms.handleAck(3, true);
        assertThat(confirmed).containsExactly(next);
        assertThat(confirms.unroutable()).isTrue();
    }

    @Test
    void a_returned_message_spoils_its_parcel_though_qpid_has_refused_it_before() throws Exception {
        UUID spoilt = expect(1);
        confirms.handleNack(1, false);
        returned(spoilt);
        assertThat(confirmed).isEmpty();
        assertThat(confirms.unroutable()).isTrue();
    }

    @Test
    void when_too_many_are_on_their_way_and_the_channel_is_closed_the_next_one_is_not_sent() throws Exception {
        expect(50_000);
        assertThatThrownBy(() -> confirms.expect(parcel(1), next, () -> false)).isInstanceOf(IOException.class);
        confirms.handleAck(50_000, true);
        expect(60_000);
        confirms.handleAck(110_000, true);
        assertThat(confirmed).hasSize(2);
    }

    private UUID expect(int size) throws IOException, InterruptedException {
        Parcel parcel = parcel(size);
        confirms.expect(parcel, next, () -> true);
        next += size;
        return parcel.id();
    }

    private static Parcel parcel(int size) {
        return new Parcel(UUID.randomUUID(), "letters", Collections.nCopies(size, new Parcel.Letter("hello", null)));
    }

    private void returned(UUID parcel) {
        confirms.handleReturn(
                312,
                "NO_ROUTE",
                "",
                "letters",
                new BasicProperties.Builder().messageId(parcel.toString()).build(),
                new byte[0]);
    }
}
