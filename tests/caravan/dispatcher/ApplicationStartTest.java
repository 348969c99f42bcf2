package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applications that are run from a route, as the worker does it, and take too long. */
class ApplicationStartTest {
    final CompletableFuture<Throwable> blocked = new CompletableFuture<>();
    final CountDownLatch entered = new CountDownLatch(1);
    final AtomicInteger vacated = new AtomicInteger();
    final ExecutorService runners = Executors.newFixedThreadPool(2);
    final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    final ExecutorService enders = Executors.newFixedThreadPool(2);
    final CamelContext context = new DefaultCamelContext();
    Attempts attempts;
    ProducerTemplate routes;
    volatile Duration timeout = Duration.ofMinutes(1);

    @BeforeEach
    void start() throws Exception {
        attempts = new Attempts(
                new ApplicationStart(context),
                name -> timeout,
                3,
                task -> CompletableFuture.completedFuture(null),
                vacated::incrementAndGet,
                runners,
                clock,
                enders);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:run").setProperty("task", body()).bean(attempts, "run");
                from("direct:application-block").setBody(constant("begun")).process(exchange -> block());
                from("direct:application-echo").setBody(simple("${body[0]} in attempt ${header.TaskAttempt}"));
                from("direct:application-async").delay(1).asyncDelayed();
            }
        });
        context.getShutdownStrategy().setTimeout(1);
        context.start();
        routes = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        context.stop();
        attempts.close();
        clock.shutdownNow();
        enders.shutdownNow();
    }

    @Test
    void an_application_s_result_is_the_route_s() throws Exception {
        assertThat(run("echo").get(10, TimeUnit.SECONDS).getMessage().getBody()).isEqualTo("a in attempt 2");
        assertThat(run("async").get(10, TimeUnit.SECONDS).getMessage().getBody())
                .isEqualTo(List.of("a"));
        await().until(() -> vacated.get() == 2);
    }

    @Test
    void what_takes_too_long_is_interrupted_on_its_thread() throws Exception {
        timeout = Duration.ofMillis(200);

        Exchange exchange = run("block").get(10, TimeUnit.SECONDS);

        assertThat(exchange.getException()).isInstanceOf(TimeoutException.class).hasMessageContaining("200 ms");
        assertThat(blocked.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        await().until(() -> vacated.get() == 1);
    }

    @Test
    void what_is_recalled_is_interrupted_on_its_thread() throws Exception {
        CompletableFuture<Exchange> running = run("block");
        entered.await();

        attempts.recall(attempts.running());

        assertThat(running.get(10, TimeUnit.SECONDS).getException()).isInstanceOf(CancellationException.class);
        assertThat(blocked.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        await().until(() -> vacated.get() == 1);
    }

    private CompletableFuture<Exchange> run(String application) {
        ClaimedTask task = new ClaimedTask(UUID.randomUUID(), application, "[\"a\"]", 2, "request-1");
        return routes.asyncSend("direct:run", exchange -> exchange.getMessage().setBody(task));
    }

    private void block() throws InterruptedException {
        entered.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            blocked.complete(e);
            throw e;
        }
    }
}
