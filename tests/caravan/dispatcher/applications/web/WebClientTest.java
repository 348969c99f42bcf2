package caravan.dispatcher.applications.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import caravan.dispatcher.applications.Interruptible;
import caravan.dispatcher.applications.web.FirstBytes.Excerpt;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebClientTest {
    static final int MOST = 100_000;
    final WebClient client = new WebClient(MOST);

    @Test
    void a_url_is_requested_once_with_the_request_s_identifier() throws Exception {
        try (Site site = Site.answering("HTTP/1.1 200 OK\nContent-Length: 5", "hello".getBytes())) {
            HttpResponse<Excerpt> answer = client.get(site.url("/a%20b?c=d"), "request-1");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body().whole()).isTrue();
            assertThat(answer.body().bytes()).asString().isEqualTo("hello");
            assertThat(site.requests())
                    .singleElement()
                    .asString()
                    .startsWith("GET /a%20b?c=d HTTP/1.1\r\n")
                    .containsIgnoringCase("X-Request-Id: request-1\r\n")
                    .doesNotContainIgnoringCase("Upgrade");
        }
    }

    @Test
    void without_an_identifier_none_is_sent() throws Exception {
        try (Site site = Site.answering("HTTP/1.1 204 No Content", new byte[0])) {
            assertThat(client.get(site.url("/"), null).body().bytes()).isEmpty();
            assertThat(site.requests()).singleElement().asString().doesNotContainIgnoringCase("X-Request-Id");
        }
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        try (Site site = Site.answering("HTTP/1.1 302 Found\nLocation: /b\nContent-Length: 0", new byte[0])) {
            assertThat(client.get(site.url("/a"), null).statusCode()).isEqualTo(302);
            assertThat(site.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\nx",
                "HTTP/1.1 200 OK\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            })
    void an_interrupt_ends_the_request_and_closes_the_connection(String begin) throws Exception {
        boolean chunked = begin.contains("chunked");
        try (Site site = new Site(connection -> {
            connection.send(begin);
            connection.hold(begin.isEmpty() ? "" : chunked ? "1\r\nx\r\n" : "x");
        })) {
            Interruptible<?> request = Interruptible.start(() -> client.get(site.url("/"), "request-1"));
            await().until(() -> site.requests().size() == 1);

            request.interrupt();

            assertThat(request.failure()).isInstanceOf(InterruptedException.class);
            site.left().get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, true", "100000, true", "100001, false", "10000000, false"})
    void as_much_is_kept_as_may_be(int length, boolean whole) throws Exception {
        try (Site site = Site.answering("HTTP/1.1 200 OK\nContent-Length: " + length, new byte[length])) {
            Excerpt body = client.get(site.url("/"), null).body();

            assertThat(body.whole()).isEqualTo(whole);
            assertThat(body.bytes()).hasSize(Math.min(length, MOST));
        }
    }

    @Test
    void an_answer_without_end_is_left() throws Exception {
        try (Site site = new Site(connection -> {
            connection.send("HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                connection.send(new byte[10_000]);
            }
        })) {
            assertThat(client.get(site.url("/"), null).body().whole()).isFalse();
            site.left().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_site_that_is_not_there_is_a_failure_that_names_it_without_its_query() {
        assertThatThrownBy(() -> client.get(URI.create("http://127.0.0.1:1/x?key=hunter2"), null))
                .isInstanceOf(RequestFailed.class)
                .hasMessageStartingWith("GET http://127.0.0.1:1/x was not answered: ")
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("null")
                .hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.get(URI.create("http://nobody.invalid/x"), null))
                .isInstanceOf(RequestFailed.class)
                .hasMessageStartingWith("GET http://nobody.invalid/x was not answered: ")
                .hasMessageNotContaining("null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhell",
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void an_answer_that_is_cut_off_or_none_is_a_failure(String answer) throws Exception {
        try (Site site = new Site(connection -> connection.send(answer))) {
            assertThatThrownBy(() -> client.get(site.url("/"), null))
                    .isInstanceOf(RequestFailed.class)
                    .hasMessageContaining("was not answered: ");
        }
    }

    @Test
    void an_interrupt_at_any_moment_leaves_no_connection() throws Exception {
        try (Site silent = new Site(connection -> connection.hold(""))) {
            for (int i = 0; i < 200; i++) {
                long moment = i * 20_000L;
                Interruptible<?> request = Interruptible.start(() -> client.get(silent.url("/"), null));
                for (long begin = System.nanoTime(); System.nanoTime() - begin < moment; ) {
                    Thread.onSpinWait();
                }
                request.interrupt();

                assertThat(request.failure()).isInstanceOf(InterruptedException.class);
            }

            await().until(() -> silent.open() == 0);
        }
    }
}
