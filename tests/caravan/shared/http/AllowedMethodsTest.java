package caravan.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AllowedMethodsTest {
    final Vertx vertx = Vertx.vertx();
    final Router router = Router.router(vertx);
    final AllowedMethods methods = new AllowedMethods(router);

    @AfterEach
    void close() throws InterruptedException, ExecutionException {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void those_of_all_routes_that_the_path_has_are_named_once_and_in_order() {
        router.post("/tasks").handler(RoutingContext::end);
        router.get("/tasks").handler(RoutingContext::end);
        router.get("/tasks").handler(RoutingContext::end);
        router.put("/other").handler(RoutingContext::end);
        router.route().handler(RoutingContext::next);
        assertThat(methods.of("/tasks")).isEqualTo("GET, POST");
        assertThat(methods.of("/tasks/")).isEqualTo("GET, POST");
        assertThat(methods.of("/nowhere")).isEmpty();
    }

    @Test
    void a_parameter_is_one_segment_and_a_star_any_number() {
        router.get("/get/:uuid").handler(RoutingContext::end);
        router.post("/dispatch/:application/*").handler(RoutingContext::end);
        assertThat(methods.of("/get/1")).isEqualTo("GET");
        assertThat(methods.of("/get/1/2")).isEmpty();
        assertThat(methods.of("/get")).isEmpty();
        assertThat(methods.of("/dispatch/add")).isEqualTo("POST");
        assertThat(methods.of("/dispatch/add/1/2")).isEqualTo("POST");
    }

    @Test
    void what_means_something_in_a_pattern_is_only_text_in_a_path() {
        router.get("/a.b/(c").handler(RoutingContext::end);
        assertThat(methods.of("/a.b/(c")).isEqualTo("GET");
        assertThat(methods.of("/axb/(c")).isEmpty();
    }
}
