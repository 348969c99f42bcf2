package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClaimsTest {
    static final UUID ENDED = UUID.randomUUID();

    final List<Set<UUID>> heldThen = new CopyOnWriteArrayList<>();
    final Set<UUID> claimed = ConcurrentHashMap.newKeySet();
    final AtomicBoolean failing = new AtomicBoolean();
    final AtomicBoolean stopping = new AtomicBoolean();
    final Map<UUID, Integer> sizes = new ConcurrentHashMap<>();
    Claims claims = claims(1000);

    @AfterEach
    void close() {
        claims.close();
    }

    @Test
    void a_message_becomes_a_task_that_is_held_until_it_is_let_go() {
        UUID id = UUID.randomUUID();
        assertThat(claim(id).join()).isEqualTo(task(id));
        assertThat(claims.running()).isEqualTo(1);
        claims.vacate();
        claims.letGo(id);
        assertThat(claims.running()).isZero();
    }

    @Test
    void the_statement_is_told_what_is_held_already() {
        UUID first = UUID.randomUUID();
        claim(first).join();
        claim(UUID.randomUUID()).join();
        assertThat(heldThen).containsExactly(Set.of(), Set.of(first));
    }

    @Test
    void no_more_run_than_there_are_places_and_one_that_is_given_back_is_used() {
        UUID first = UUID.randomUUID();
        claim(first).join();
        claim(UUID.randomUUID()).join();
        CompletableFuture<Object> third = claim(UUID.randomUUID());
        CompletableFuture<Object> fourth = claim(UUID.randomUUID());
        claims.vacate();
        assertThat(third.join()).isInstanceOf(ClaimedTask.class);
        assertThat(fourth).isNotDone();
        assertThat(claimed).hasSize(3);
        claims.vacate();
        assertThat(fourth.join()).isInstanceOf(ClaimedTask.class);
    }

    @Test
    void a_declined_message_takes_no_place() {
        for (int i = 0; i < 10; i++) {
            assertThat(claim(ENDED).join()).isEqualTo(Claims.Declined.ENDED_OR_HELD);
        }
        assertThat(claim(UUID.randomUUID()).join()).isInstanceOf(ClaimedTask.class);
    }

    @Test
    void the_same_message_twice_is_one_task() {
        claim(UUID.randomUUID()).join();
        claim(UUID.randomUUID()).join();
        UUID id = UUID.randomUUID();
        List<CompletableFuture<Object>> twice = List.of(claim(id), claim(id));
        claims.vacate();
        claims.vacate();
        assertThat(twice).extracting(CompletableFuture::join).containsExactly(task(id), Claims.Declined.ENDED_OR_HELD);
        assertThat(claim(UUID.randomUUID()).join()).isInstanceOf(ClaimedTask.class);
    }

    @Test
    void a_statement_that_fails_gives_the_places_back() {
        failing.set(true);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(claim(UUID.randomUUID())::join)
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseMessage("the database says no");
        }
        failing.set(false);
        assertThat(claim(UUID.randomUUID()).join()).isInstanceOf(ClaimedTask.class);
        assertThat(claims.running()).isEqualTo(1);
    }

    @Test
    void tasks_that_are_too_large_together_have_their_turn_one_after_the_other() {
        claims.close();
        claims = claims(20_000);
        ClaimedTask first = (ClaimedTask) claim(UUID.randomUUID(), 10_000).join();
        ClaimedTask second = (ClaimedTask) claim(UUID.randomUUID(), 10_000).join();
        assertThat(claims.turn(first)).isCompleted();
        claims.grown(first.id(), 1);
        CompletionStage<Void> turn = claims.turn(second);
        assertThat(turn).isNotDone();
        assertThat(claims.turn(task(UUID.randomUUID()))).as("a small one").isCompleted();
        claims.letGo(first.id());
        assertThat(turn).isCompleted();
        claims.letGo(second.id());
        assertThat(claims.turn(task(UUID.randomUUID(), 30_000))).isCompleted();
    }

    @Test
    void a_worker_that_stops_takes_nothing_not_even_what_waits() {
        claim(UUID.randomUUID()).join();
        claim(UUID.randomUUID()).join();
        CompletableFuture<Object> waiting = claim(UUID.randomUUID());
        stopping.set(true);
        claims.vacate();
        assertThat(waiting.join()).isEqualTo(Claims.Declined.STOPPING);
        assertThat(claim(UUID.randomUUID())).isCompletedWithValue(Claims.Declined.STOPPING);
        assertThat(claimed).hasSize(2);
    }

    private Claims claims(long room) {
        return new Claims(2, room, 10, this::statement, stopping::get);
    }

    private CompletableFuture<Object> claim(UUID id, int size) {
        sizes.put(id, size);
        return claim(id);
    }

    private CompletableFuture<Object> claim(UUID id) {
        return claims.claim(id).toCompletableFuture();
    }

    /** Claims what nobody has claimed yet and has not ended, as the one in the database does. */
    private List<ClaimedTask> statement(List<UUID> ids, Set<UUID> held) {
        if (failing.get()) {
            throw new IllegalStateException("the database says no");
        }
        heldThen.add(held);
        return ids.stream()
                .distinct()
                .filter(id -> !id.equals(ENDED) && claimed.add(id))
                .map(id -> task(id, sizes.getOrDefault(id, 2)))
                .toList();
    }

    private static ClaimedTask task(UUID id) {
        return task(id, 2);
    }

    private static ClaimedTask task(UUID id, int size) {
        return new ClaimedTask(id, "add", "[" + " ".repeat(size - 2) + "]", 1, null);
    }
}
