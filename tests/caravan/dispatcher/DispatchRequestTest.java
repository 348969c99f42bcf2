package caravan.dispatcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatchRequestTest {
    static final DefaultCamelContext context = new DefaultCamelContext();
    final DispatchRequest request = new DispatchRequest(new Applications(context, Duration.ofSeconds(60)));

    @BeforeAll
    static void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:application-sleep").to("log:any");
                from("direct:application-add").to("log:any");
                from("direct:application-echo").to("log:any");
            }
        });
        context.start();
    }

    @AfterAll
    static void stop() throws Exception {
        context.close();
    }

    @Test
    void the_application_and_its_arguments_are_segments() {
        NewTask task = request.read("/dispatch/add/2/2", null, "request-1");
        assertThat(task.id().version()).isEqualTo(7);
        assertThat(task.application()).isEqualTo("add");
        assertThat(task.name()).isEqualTo("dispatch");
        assertThat(task.data()).isEqualTo("[\"2\",\"2\"]");
        assertThat(task.requestId()).isEqualTo("request-1");
    }

    @Test
    void there_may_be_none() throws Exception {
        assertThat(arguments("/dispatch/echo")).isEmpty();
        assertThat(arguments("/dispatch/echo/")).isEmpty();
    }

    @Test
    void a_slash_at_the_end_adds_none_but_an_empty_segment_is_one() throws Exception {
        assertThat(arguments("/dispatch/echo/a/")).containsExactly("a");
        assertThat(arguments("/dispatch/echo/a//")).containsExactly("a", "");
        assertThat(arguments("/dispatch/echo//a")).containsExactly("", "a");
    }

    @Test
    void an_argument_is_decoded_and_kept_to_the_character() throws Exception {
        assertThat(arguments("/dispatch/echo/a%2Fb/1+1/%2b/%20/%25/c%00d/%C3%A9%F0%9F%90%AB/%EF%BF%BD/%22%5C"))
                .containsExactly("a/b", "1+1", "+", " ", "%", "c\0d", "é🐫", "\uFFFD", "\"\\");
    }

    @Test
    void bytes_that_came_as_they_are_are_decoded_too() throws Exception {
        String bytes = new String("é🐫".getBytes(UTF_8), ISO_8859_1);
        assertThat(arguments("/dispatch/echo/" + bytes + "%C3%A9")).containsExactly("é🐫é");
        assertThatThrownBy(() -> request.read("/dispatch/echo/\u00e9", null, null))
                .isInstanceOf(Problem.class);
    }

    @Test
    void a_query_is_no_argument() throws Exception {
        assertThat(arguments("/dispatch/echo/a?b/c")).containsExactly("a");
        assertThat(arguments("/dispatch/echo/a%3Fb")).containsExactly("a?b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%zz",
                "%",
                "%a",
                "a%2",
                "%-1",
                "%+1",
                "%FF",
                "%C3",
                "%ED%A0%80",
                "%EF%BF%BD%FF",
                "%C0%80",
                "%E2%82"
            })
    void what_is_no_utf_8_is_a_400(String argument) {
        assertThatThrownBy(() -> request.read("/dispatch/echo/" + argument, null, null))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(400);
                    assertThat(problem).hasMessageContaining(argument);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ad", "ADD", "", "add%2Fx", "add?block=false"})
    void an_unknown_application_is_a_404_with_the_known_ones(String application) {
        String uri = "/dispatch/" + application.replace("?", "%3F") + "/1";
        assertThatThrownBy(() -> request.read(uri, null, null)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(404);
            assertThat(problem).hasMessageEndingWith("there are add, echo, sleep");
        });
    }

    @Test
    void an_application_that_is_added_later_is_known() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:application-late").routeId("application-late").setBody(constant("late"));
            }
        });
        assertThat(request.read("/dispatch/late", null, null).application()).isEqualTo("late");
        context.getRouteController().stopRoute("application-late");
        context.removeRoute("application-late");
    }

    @SuppressWarnings("unchecked")
    private List<String> arguments(String uri) throws Exception {
        return new ObjectMapper().readValue(request.read(uri, null, null).data(), List.class);
    }
}
