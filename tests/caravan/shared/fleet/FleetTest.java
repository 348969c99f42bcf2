package caravan.shared.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.SettableClock;
import caravan.shared.registry.InProcessRegistry;
import caravan.shared.registry.Instance;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetTest {

    static final Duration HEDGE = Duration.ofMillis(250);
    static final Duration CALL = Duration.ofSeconds(1);
    static final Duration LIMIT = Duration.ofMillis(1200);
    static final Duration WAIT = Duration.ofSeconds(30);
    static final Duration LONG = Duration.ofDays(1);

    enum Manner {
        ANSWERS,
        REFUSES,
        HANGS
    }

    final SettableClock clock = new SettableClock();
    final SettableTimers timers = new SettableTimers(clock);
    final InProcessRegistry registry = new InProcessRegistry(clock);
    final Map<Instance, Manner> manners = new HashMap<>();
    final List<Instance> asked = new ArrayList<>();
    final List<CompletableFuture<Instance>> hanging = new ArrayList<>();
    final Instance one = instance(1);
    final Instance two = instance(2);
    final Instance three = instance(3);
    Fleet fleet;

    @BeforeEach
    void find() {
        fleet = new Fleet("ratings", registry, new FleetPolicy(HEDGE, LIMIT, 3, WAIT, 100), timers, clock);
    }

    @Test
    void with_none_to_ask_all_are_down() {
        assertThatThrownBy(this::answer).cause().isInstanceOf(Unanswered.class).hasMessage("all services are down");
    }

    @Test
    void who_is_there_is_asked_in_turn() {
        register(one, two, three);
        assertThat(answers(6)).containsExactly(one, two, three, one, two, three);
        assertThat(fleet.states()).allSatisfy(state -> assertThat(state.asked()).isEqualTo(2));
        assertThat(timers.size()).as("timers that are left").isZero();
    }

    @Test
    void when_one_refuses_the_next_is_asked() {
        register(one, two);
        manners.put(one, Manner.REFUSES);
        assertThat(answers(2)).containsExactly(two, two);
        assertThat(asked).containsExactly(one, two, two);
    }

    @Test
    void when_all_refuse_all_are_down_and_each_was_asked_once() {
        register(one, two);
        manners.put(one, Manner.REFUSES);
        manners.put(two, Manner.REFUSES);
        assertThatThrownBy(this::answer).cause().hasMessage("all services are down");
        assertThat(asked).containsExactly(one, two);
    }

    @Test
    void who_lets_wait_is_not_waited_for_alone() {
        register(one, two);
        manners.put(one, Manner.HANGS);
        CompletableFuture<Instance> answer = ask();
        timers.pass(HEDGE.minusMillis(1));
        assertThat(answer).isNotDone();
        timers.pass(Duration.ofMillis(1));
        assertThat(answer).isCompletedWithValue(two);
    }

    @Test
    void one_whose_breaker_has_waited_is_shown_as_on_trial_though_nobody_asks() {
        register(one);
        manners.put(one, Manner.REFUSES);
        for (int i = 0; i < 3; i++) {
            ask();
        }
        assertThat(fleet.states().get(0).breaker()).isEqualTo("open");
        clock.advance(WAIT.plusMillis(1));
        assertThat(fleet.states().get(0).breaker()).isEqualTo("half-open");
    }

    @Test
    void one_of_many_that_lets_wait_is_not_waited_for_alone_however_many_wait() {
        register(one, two, three);
        hang(two);
        List<CompletableFuture<Instance>> answers = new ArrayList<>();
        for (int lookup = 0; lookup < 30; lookup++) {
            answers.add(ask());
        }
        timers.pass(HEDGE);
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
    }

    @Test
    void when_all_let_wait_alike_nobody_is_asked_beside_them() {
        register(one, two, three);
        hang(one, two, three);
        for (int lookup = 0; lookup < 30; lookup++) {
            ask();
        }
        timers.pass(HEDGE.multipliedBy(3));
        assertThat(asked).hasSize(30);
    }

    @Test
    void an_answer_that_comes_after_all_still_wins_while_nobody_else_has_answered() {
        register(one, two);
        manners.put(one, Manner.HANGS);
        manners.put(two, Manner.HANGS);
        CompletableFuture<Instance> answer = ask();
        timers.pass(HEDGE.multipliedBy(3));
        hanging.get(0).complete(one);
        assertThat(answer).isCompletedWithValue(one);
    }

    @Test
    void when_nobody_answers_the_lookup_ends_in_time() {
        register(one, two, three);
        hang(one, two, three);
        CompletableFuture<Instance> answer = ask();
        timers.pass(LIMIT.minusMillis(1));
        assertThat(answer).isNotDone();
        timers.pass(Duration.ofMillis(1));
        assertThatThrownBy(answer::get).cause().hasMessage("request timed out");
        assertThat(asked).containsExactly(one, two, three);
    }

    @Test
    void an_overtaken_call_counts_and_three_in_a_row_open_the_breaker() {
        register(one, two);
        manners.put(one, Manner.HANGS);
        for (int turn = 1; turn <= 3; turn++) {
            assertThat(fleet.states().get(0).breaker()).isEqualTo("closed");
            ask();
            ask();
            timers.pass(CALL);
        }
        assertThat(fleet.states().get(0).breaker()).isEqualTo("open");
        asked.clear();
        assertThat(answers(4)).containsExactly(two, two, two, two);
        assertThat(asked).doesNotContain(one);
    }

    @Test
    void an_answer_between_failures_keeps_the_breaker_closed() {
        register(one);
        for (int turn = 1; turn <= 5; turn++) {
            manners.put(one, Manner.REFUSES);
            assertThatThrownBy(this::answer).cause().isInstanceOf(Unanswered.class);
            assertThatThrownBy(this::answer).cause().isInstanceOf(Unanswered.class);
            manners.put(one, Manner.ANSWERS);
            assertThat(answer()).isEqualTo(one);
        }
        assertThat(fleet.states().get(0).breaker()).isEqualTo("closed");
    }

    @Test
    void after_its_time_an_open_breaker_lets_one_through_and_closes_when_that_is_answered() {
        register(one, two);
        open(one);
        timers.pass(WAIT);
        asked.clear();
        assertThat(answers(2)).containsExactly(two, two);
        timers.pass(Duration.ofMillis(1));

        hang(one);
        ask();
        ask();
        ask();
        assertThat(asked).filteredOn(one::equals).hasSize(1);
        hanging.get(hanging.size() - 1).complete(one);
        assertThat(fleet.states().get(0).breaker()).isEqualTo("closed");
    }

    @Test
    void a_trial_that_fails_keeps_it_open_for_another_time() {
        register(one, two);
        open(one);
        timers.pass(WAIT.plusMillis(1));
        answers(2);
        asked.clear();
        timers.pass(WAIT);
        answers(2);
        assertThat(asked).doesNotContain(one);
        timers.pass(Duration.ofMillis(1));
        answers(2);
        assertThat(asked).contains(one);
    }

    @Test
    void who_was_critical_and_is_passing_again_is_let_through_at_once() {
        register(one, two);
        open(one);
        registry.deregister("ratings-1");
        assertThat(fleet.states().get(0).passing()).isFalse();
        register(one);
        manners.put(one, Manner.ANSWERS);
        assertThat(answers(2)).contains(one);
        assertThat(fleet.states().get(0).breaker()).isEqualTo("closed");
    }

    @Test
    void with_every_breaker_open_one_call_at_a_time_still_goes_out() {
        register(one, two);
        open(one);
        open(two);
        asked.clear();
        hang(one, two);
        CompletableFuture<Instance> first = ask();
        assertThatThrownBy(this::answer).cause().isInstanceOf(Unanswered.class);
        assertThat(asked).hasSize(1);
        timers.pass(CALL);
        assertThat(first).isCompletedExceptionally();
        ask();
        assertThat(asked).hasSize(2);
    }

    @Test
    void the_answer_of_one_that_was_shut_out_gives_all_of_them_a_trial() {
        register(one, two, three);
        open(one);
        open(two);
        open(three);
        manners.clear();
        answer();
        assertThat(answers(4)).contains(one, two, three);
        assertThat(fleet.states())
                .allSatisfy(state -> assertThat(state.breaker()).isEqualTo("closed"));
    }

    @Test
    void while_this_process_stands_still_nobody_fails() {
        register(one, two);
        hang(one, two);
        for (int call = 0; call < 10; call++) {
            ask();
        }
        try (Stalls stalls = new Stalls(timers, clock, fleet::stalled)) {
            assertThat(stalls).isNotNull();
            timers.pass(Duration.ofMillis(500));
            timers.stall(Duration.ofSeconds(5));
        }
        assertThat(fleet.states())
                .allSatisfy(state -> assertThat(state.breaker()).isEqualTo("closed"));
    }

    @Test
    void whom_a_stall_has_shut_out_gets_a_trial_at_once() {
        register(one, two);
        hang(one);
        ask();
        ask();
        ask();
        ask();
        ask();
        ask();
        timers.pass(CALL);
        assertThat(fleet.states().get(0).breaker()).isEqualTo("open");
        fleet.stalled(clock.instant().minus(CALL));
        assertThat(fleet.states().get(0).breaker()).isEqualTo("half-open");
    }

    @Test
    void one_with_too_many_calls_open_is_passed_over() {
        fleet = new Fleet("ratings", registry, new FleetPolicy(HEDGE, LIMIT, 3, WAIT, 2), timers, clock);
        register(one, two);
        hang(one);
        for (int call = 0; call < 10; call++) {
            ask();
        }
        assertThat(asked).filteredOn(one::equals).hasSize(2);
        assertThat(fleet.states().get(0).pending()).isEqualTo(2);
    }

    @Test
    void when_the_registry_has_nobody_as_healthy_those_last_seen_are_asked() {
        register(one, two, three);
        registry.deregister("ratings-3");
        registry.deregister("ratings-1");
        registry.deregister("ratings-2");
        assertThat(fleet.states())
                .allSatisfy(state -> assertThat(state.passing()).isFalse());
        assertThat(answers(2)).containsExactly(two, two);
        register(one);
        assertThat(answers(2)).containsExactly(one, one);
    }

    @Test
    void who_has_long_been_gone_is_forgotten() {
        register(one, two);
        registry.deregister("ratings-1");
        assertThat(fleet.states()).hasSize(2);
        clock.advance(Duration.ofMinutes(11));
        registry.deregister("ratings-2");
        assertThat(fleet.states()).extracting(InstanceState::instance).containsExactly(two);
    }

    private void open(Instance instance) {
        manners.put(instance, Manner.REFUSES);
        for (int turn = 1; turn <= 9; turn++) {
            ask();
        }
        assertThat(fleet.states())
                .filteredOn(state -> state.instance().equals(instance))
                .allSatisfy(state -> assertThat(state.breaker()).isEqualTo("open"));
    }

    private void hang(Instance... instances) {
        for (Instance instance : instances) {
            manners.put(instance, Manner.HANGS);
        }
    }

    private void register(Instance... instances) {
        for (Instance instance : instances) {
            registry.register(instance, LONG);
        }
    }

    private List<Instance> answers(int lookups) {
        List<Instance> answers = new ArrayList<>();
        for (int lookup = 0; lookup < lookups; lookup++) {
            answers.add(answer());
        }
        return answers;
    }

    private Instance answer() {
        return ask().join();
    }

    private CompletableFuture<Instance> ask() {
        return fleet.ask(this::call).toCompletableFuture();
    }

    private CompletionStage<Instance> call(Instance instance) {
        asked.add(instance);
        CompletableFuture<Instance> answer = new CompletableFuture<>();
        switch (manners.getOrDefault(instance, Manner.ANSWERS)) {
            case ANSWERS -> answer.complete(instance);
            case REFUSES -> answer.completeExceptionally(new IOException("refused"));
            case HANGS -> {
                hanging.add(answer);
                timers.after(CALL, () -> answer.completeExceptionally(new TimeoutException()));
            }
        }
        return answer;
    }

    private static Instance instance(int number) {
        return new Instance("ratings", "ratings-" + number, URI.create("http://127.0.0.1:800" + number));
    }
}
