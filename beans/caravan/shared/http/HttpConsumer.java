package caravan.shared.http;

import caravan.shared.page.Pages;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

/**
 * Camel's own consumer keeps a worker thread until the exchange is done, and there are twenty of them for the whole
 * program. This one gives the thread back as soon as the route waits for something (a batch that is being written, a task
 * that has not ended): a request that waits costs memory only. And no field of a form becomes a header.
 */
public class HttpConsumer extends VertxPlatformHttpConsumer {

    /** The exchange property with the fields of a form, by name, the first of each; of any other body none. */
    public static final String FORM = "form";

    private final boolean unblocked;

    /** @param unblocked whether the route never blocks: then it needs no worker thread at all */
    HttpConsumer(PlatformHttpEndpoint endpoint, Processor processor, String routerName, boolean unblocked) {
        super(endpoint, processor, List.of(), routerName);
        this.unblocked = unblocked;
    }

    @Override
    protected void handleRequest(RoutingContext request) {
        if (isSuspended()) {
            request.fail(503);
            return;
        }
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        Context loop = request.vertx().getOrCreateContext();
        processHttpRequest(exchange, request)
                // What the path says is not made a list by a header or a parameter of the same name.
                .onSuccess(read -> request.pathParams().forEach(exchange.getMessage()::setHeader))
                .onSuccess(read -> exchange.setProperty(FORM, form(request)))
                .compose(read -> unblocked ? routed(exchange, request, loop) : routedByWorker(exchange, request, loop))
                .onFailure(failure -> {
                    request.fail(failure);
                    releaseExchange(exchange, false);
                });
    }

    @Override
    protected Future<Void> processHttpRequest(Exchange exchange, RoutingContext request) {
        exchange.setProperty(RequestId.PROPERTY, request.request().getHeader(RequestId.HEADER));
        exchange.setProperty(Pages.ACCEPT, request.request().getHeader("Accept"));
        return super.processHttpRequest(exchange, request);
    }

    private static Map<String, String> form(RoutingContext request) {
        Map<String, String> fields = new HashMap<>();
        request.request().formAttributes().forEach(fields::putIfAbsent);
        return fields;
    }

    private Future<Void> routed(Exchange exchange, RoutingContext request, Context loop) {
        try {
            route(exchange, request, loop);
            return Future.succeededFuture();
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Void> routedByWorker(Exchange exchange, RoutingContext request, Context loop) {
        return request.vertx()
                .executeBlocking(
                        () -> {
                            route(exchange, request, loop);
                            return null;
                        },
                        false);
    }

    /** Runs the route until it waits for something, or to its end; then it is answered. */
    protected void route(Exchange exchange, RoutingContext request, Context loop) throws Exception {
        createUoW(exchange);
        getAsyncProcessor().process(exchange, doneSync -> loop.runOnContext(nothing -> answer(exchange, request)));
    }

    /** Writes what the exchange has become; called once for each that a route was begun with. */
    protected void answer(Exchange exchange, RoutingContext request) {
        try {
            new HttpAnswer(exchange, getEndpoint().getHeaderFilterStrategy()).write(request);
        } catch (RuntimeException e) {
            request.fail(e);
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }
}
