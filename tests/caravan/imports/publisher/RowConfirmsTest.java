package caravan.imports.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import caravan.imports.publisher.RowMessages.RowMessage;
import com.rabbitmq.client.ConfirmListener;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowConfirmsTest {

    final RowConfirms confirms = new RowConfirms();
    final ConfirmListener channel = confirms.begin();

    @Test
    void messages_are_let_go_of_in_their_order() throws Exception {
        expect(4);
        channel.handleAck(2, false);
        channel.handleAck(4, false);
        assertThat(unconfirmed()).containsExactly(1L, 2L, 3L, 4L);
        channel.handleAck(1, false);
        assertThat(unconfirmed()).containsExactly(3L, 4L);
        channel.handleAck(3, false);
        assertThat(unconfirmed()).isEmpty();
    }

    @Test
    void many_at_once_are_all_up_to_a_number_and_those_that_came_early() throws Exception {
        expect(6);
        channel.handleAck(2, false);
        channel.handleAck(4, false);
        channel.handleAck(3, true);
        assertThat(unconfirmed()).containsExactly(5L, 6L);
        channel.handleAck(2, true);
        assertThat(unconfirmed()).containsExactly(5L, 6L);
    }

    @Test
    void on_another_channel_numbers_begin_with_what_is_unconfirmed() throws Exception {
        expect(4);
        channel.handleAck(1, false);
        channel.handleAck(3, false);
        ConfirmListener next = confirms.begin();
        assertThat(unconfirmed()).containsExactly(2L, 3L, 4L);
        next.handleAck(1, false);
        assertThat(unconfirmed()).containsExactly(3L, 4L);
    }

    @Test
    void what_an_earlier_channel_says_no_longer_counts() throws Exception {
        expect(2);
        confirms.begin();
        channel.handleAck(2, true);
        channel.handleNack(1, false);
        assertThat(unconfirmed()).containsExactly(1L, 2L);
        assertThat(confirms.isRefused()).isFalse();
    }

    @Test
    void below_the_limit_nobody_waits() throws Exception {
        expect(2);
        assertThat(confirms.awaitRoom(3, () -> true)).isTrue();
        assertThat(confirms.awaitRoom(3, () -> false)).isTrue();
    }

    @Test
    void whoever_waits_goes_on_when_there_is_room() throws Exception {
        expect(3);
        FutureTask<Boolean> waiting = waiting(() -> confirms.awaitRoom(2, () -> true));
        channel.handleAck(1, false);
        assertThat(waiting).isNotDone();
        channel.handleAck(2, false);
        assertThat(waiting.get()).isTrue();
    }

    @Test
    void when_the_channel_is_closed_there_has_to_be_another_one() throws Exception {
        expect(2);
        AtomicBoolean open = new AtomicBoolean(true);
        FutureTask<Boolean> waiting = waiting(() -> confirms.awaitRoom(2, open::get));
        open.set(false);
        assertThat(waiting.get()).isFalse();
    }

    @Test
    void when_a_message_is_refused_there_has_to_be_another_one_though_there_is_room() throws Exception {
        expect(2);
        channel.handleNack(1, false);
        assertThat(confirms.isRefused()).isTrue();
        assertThat(confirms.awaitRoom(3, () -> true)).isFalse();
        confirms.begin();
        assertThat(confirms.isRefused()).isFalse();
        assertThat(confirms.awaitRoom(3, () -> true)).isTrue();
    }

    @Test
    void when_a_message_comes_back_the_session_is_gone() throws Exception {
        expect(2);
        FutureTask<Boolean> waiting = waiting(() -> confirms.awaitRoom(2, () -> true));
        confirms.lose();
        assertThatThrownBy(waiting::get).hasCauseInstanceOf(SessionGone.class);
        confirms.begin();
        assertThatThrownBy(() -> confirms.awaitRoom(3, () -> true)).isInstanceOf(SessionGone.class);
    }

    @Test
    void one_that_is_refused_and_then_comes_back_is_gone_too() throws Exception {
        expect(1);
        channel.handleNack(1, false);
        confirms.lose();
        assertThatThrownBy(() -> confirms.awaitRoom(1, () -> true)).isInstanceOf(SessionGone.class);
    }

    private void expect(int messages) {
        LongStream.rangeClosed(1, messages).forEach(number -> confirms.expect(new RowMessage(number, new byte[0])));
    }

    private List<Long> unconfirmed() {
        return confirms.unconfirmed().stream().map(RowMessage::number).toList();
    }

    /** Calls in a thread of its own; returns when that waits. */
    private static FutureTask<Boolean> waiting(Callable<Boolean> call) {
        FutureTask<Boolean> task = new FutureTask<>(call);
        Thread thread = new Thread(task);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }
}
