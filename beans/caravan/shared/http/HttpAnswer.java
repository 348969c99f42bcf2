package caravan.shared.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer that an exchange has become: its status, its headers as far as they go out, its body. */
final class HttpAnswer {

    private static final Logger LOG = LoggerFactory.getLogger("caravan.http");

    private final Exchange exchange;
    private final HeaderFilterStrategy headers;

    HttpAnswer(Exchange exchange, HeaderFilterStrategy headers) {
        this.exchange = exchange;
        this.headers = headers;
    }

    void write(RoutingContext request) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (exchange.getException() != null) {
            request.fail(exchange.getException());
            return;
        }
        Message message = exchange.getMessage();
        response.setStatusCode(status(message));
        message.getHeaders().forEach((name, value) -> {
            if (value != null && !headers.applyFilterToCamelHeaders(name, value, exchange)) {
                response.putHeader(name, value.toString());
            }
        });
        if (message.getBody() == null) {
            response.end();
        } else if (message.getBody() instanceof FileBody body) {
            response.sendFile(body.file().toString(), 0, body.bytes()).onFailure(failure -> unsent(request, failure));
        } else if (message.getBody() instanceof String text) {
            response.end(text);
        } else {
            response.end(Buffer.buffer(message.getBody(byte[].class)));
        }
    }

    /** Whoever breaks off a download does nothing wrong, and nothing is. */
    private static void unsent(RoutingContext request, Throwable failure) {
        if (Departure.explains(failure)) {
            LOG.debug("{} was not wanted to its end: {}", request.request().path(), failure.toString());
        } else {
            request.fail(failure);
        }
    }

    private static int status(Message message) {
        Integer set = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        return set != null ? set : message.getBody() == null ? 204 : 200;
    }
}
