package caravan.dispatcher.applications.web;

import caravan.dispatcher.applications.web.FirstBytes.Excerpt;
import caravan.shared.http.PlainUrl;
import caravan.shared.http.RequestId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * Requests URLs. A thread that is interrupted while it waits, for the answer or in the middle of it, is free at once, and
 * the connection is closed: that is why it is not one of Camel's components.
 */
public final class WebClient {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private final int mostBytes;
    private final HttpClient client = HttpClient.newBuilder()
            // With HTTP/2 an interrupt would end the stream, and leave the connection.
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(LONGEST_CONNECT)
            .build();

    /** @param mostBytes how much of an answer's body is kept */
    public WebClient(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * @param requestId sent along, if there is one
     * @return the answer, whatever its status, with as much of its body as may be kept
     * @throws RequestFailed if there is none, or it is cut off
     * @throws InterruptedException if the thread was interrupted; the connection is closed
     */
    public HttpResponse<Excerpt> get(@Body URI url, @Header(RequestId.HEADER) String requestId)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).header("Accept-Encoding", "identity");
        if (requestId != null) {
            request.header(RequestId.HEADER, requestId);
        }
        try {
            return client.send(request.build(), headers -> new FirstBytes(mostBytes));
        } catch (IOException e) {
            throw new RequestFailed("GET " + PlainUrl.shown(url) + " was not answered: " + reason(e), e);
        }
    }

    /** The client's own exceptions often have a message only further down, and those of connections none at all. */
    private static String reason(IOException failure) {
        List<Throwable> causes = Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .toList();
        if (causes.stream().anyMatch(UnresolvedAddressException.class::isInstance)) {
            return "its host is not known";
        }
        String otherwise = failure instanceof ConnectException
                ? "it takes no connection"
                : failure.getClass().getSimpleName();
        return causes.stream()
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(otherwise);
    }
}
