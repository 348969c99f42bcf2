package caravan.shared.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.util.CollectionHelper;

/**
 * Hands a request to its route as it came: the message has the header lines of the request and nothing of its query, which
 * Camel would mix into them; its body is the bytes, whatever the content type, where Camel would read a form. The body has
 * the path's own limit, also one that comes in chunks.
 */
final class VerbatimConsumer extends HttpConsumer {

    /** The exchange property that has the size of the body. */
    private static final String BYTES = "bodyBytes";

    private final long limit;
    private final BodyRoom room;

    /**
     * @param limit bytes that a body may have
     * @param room for all bodies together
     */
    VerbatimConsumer(PlatformHttpEndpoint endpoint, Processor processor, String routerName, long limit, BodyRoom room) {
        super(endpoint, processor, routerName, false);
        this.limit = limit;
        this.room = room;
        endpoint.setUseBodyHandler(false);
    }

    @Override
    protected Future<Void> processHttpRequest(Exchange exchange, RoutingContext request) {
        return super.processHttpRequest(exchange, request)
                .compose(read -> WholeBody.of(request, limit, room))
                .compose(body -> room.turn(body.length()).map(body))
                .onSuccess(body -> {
                    exchange.setProperty(BYTES, body.length());
                    exchange.getMessage().setBody(body.take());
                    dropQuery(exchange, request);
                })
                .mapEmpty();
    }

    /** When the route waits for something, what it has made of the body in order to read it is gone. */
    @Override
    protected void route(Exchange exchange, RoutingContext request, Context loop) throws Exception {
        int bytes = exchange.getProperty(BYTES, int.class);
        try {
            super.route(exchange, request, loop);
        } finally {
            room.done(bytes);
        }
    }

    @Override
    protected void answer(Exchange exchange, RoutingContext request) {
        int bytes = exchange.getProperty(BYTES, int.class);
        super.answer(exchange, request);
        room.drop(bytes);
    }

    private void dropQuery(Exchange exchange, RoutingContext request) {
        HeaderFilterStrategy filter = getEndpoint().getHeaderFilterStrategy();
        Message message = exchange.getMessage();
        for (String name : request.queryParams().names()) {
            if (filter.applyFilterToExternalHeaders(name, "", exchange)) {
                // It never came in, and its name may be one of Camel's own.
                continue;
            }
            message.removeHeader(name);
            for (String value : request.request().headers().getAll(name)) {
                CollectionHelper.appendEntry(message.getHeaders(), name, value);
            }
        }
    }
}
