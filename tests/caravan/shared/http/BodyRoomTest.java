package caravan.shared.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BodyRoomTest {
    static Vertx vertx;
    final BodyRoom room = new BodyRoom(100, 10);
    final List<String> turns = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws InterruptedException, ExecutionException {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void bodies_are_held_until_there_is_no_room_and_again_when_there_is() {
        assertThat(room.hold(60, 0)).isTrue();
        assertThat(room.hold(40, 0)).isTrue();
        assertThat(room.hold(1, 40)).isFalse();
        room.drop(60);
        assertThat(room.hold(1, 40)).isTrue();
    }

    @Test
    void there_is_always_room_for_one() {
        assertThat(room.hold(90, 0)).isTrue();
        assertThat(room.hold(90, 90)).isTrue();
        assertThat(room.hold(1, 0)).isFalse();
        room.drop(180);
        assertThat(room.hold(1, 0)).isTrue();
    }

    @Test
    void as_much_as_fits_is_worked_on_at_once_and_the_rest_in_its_order() throws Exception {
        turn("a", 6);
        turn("b", 4);
        turn("c", 50);
        turn("d", 1);
        await().until(() -> turns.size() == 2);
        assertThat(turns).containsExactlyInAnyOrder("a", "b");
        room.done(6);
        assertThat(turns).hasSize(2);
        room.done(4);
        await().until(() -> turns.size() == 3);
        assertThat(turns).endsWith("c");
        room.done(50);
        await().until(() -> turns.size() == 4);
        room.done(1);
        turn("e", 0);
        await().until(() -> turns.contains("e"));
    }

    /** On an event loop, as requests ask for theirs. */
    private void turn(String name, long bytes) throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        vertx.runOnContext(nothing -> {
            room.turn(bytes).onSuccess(granted -> turns.add(name));
            asked.complete(null);
        });
        asked.get(10, TimeUnit.SECONDS);
    }
}
