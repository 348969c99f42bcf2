package caravan.shared.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * Closes the connection of a request that was answered before its body had come. At once, its client, who still sends,
 * would be reset and might never see the answer (RFC 9112, section 9.6); so what comes is thrown away for a while.
 */
final class LateClose {

    private static final long LONGEST_MILLIS = 2000;
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    private final HttpServerRequest request;
    private long bytes;

    private LateClose(HttpServerRequest request) {
        this.request = request;
    }

    /** To be called on the request's event loop. */
    static void of(HttpServerRequest request, Vertx vertx) {
        if (request.isEnded()) {
            request.connection().close();
            return;
        }
        LateClose late = new LateClose(request);
        long timer = vertx.setTimer(LONGEST_MILLIS, id -> late.close());
        request.connection().closeHandler(closed -> vertx.cancelTimer(timer));
        request.handler(chunk -> late.discard(chunk.length()));
        request.endHandler(end -> late.close());
        request.exceptionHandler(failure -> late.close());
        request.resume();
    }

    private void discard(int length) {
        bytes += length;
        if (bytes > MOST_BYTES) {
            close();
        }
    }

    private void close() {
        request.connection().close();
    }
}
