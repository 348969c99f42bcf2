package caravan.shared.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TurnsTest {
    final Turns turns = new Turns(10);

    @Test
    void as_much_as_fits_has_its_turn_and_the_rest_in_its_order() {
        CompletableFuture<Void> first = turns.turn(6);
        CompletableFuture<Void> second = turns.turn(4);
        CompletableFuture<Void> third = turns.turn(5);
        CompletableFuture<Void> fourth = turns.turn(1);
        assertThat(first).isDone();
        assertThat(second).isDone();
        turns.done(4);
        assertThat(third).isNotDone();
        assertThat(fourth).as("does not overtake").isNotDone();
        turns.done(6);
        assertThat(third).isDone();
        assertThat(fourth).isDone();
    }

    @Test
    void what_is_larger_than_all_has_its_turn_alone() {
        CompletableFuture<Void> small = turns.turn(1);
        CompletableFuture<Void> large = turns.turn(11);
        assertThat(large).isNotDone();
        turns.done(1);
        assertThat(large).isDone();
        assertThat(small).isDone();
        CompletableFuture<Void> next = turns.turn(1);
        assertThat(next).isNotDone();
        turns.done(11);
        assertThat(next).isDone();
    }

    @Test
    void what_grows_takes_room_from_the_next() {
        turns.turn(5);
        turns.grow(5);
        CompletableFuture<Void> next = turns.turn(1);
        assertThat(next).isNotDone();
        turns.done(10);
        assertThat(next).isDone();
    }

    @Test
    void what_has_no_size_has_its_turn_when_all_that_waits_has() {
        turns.turn(10);
        assertThat(turns.turn(0)).isDone();
    }
}
