package caravan.shared.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** The body of a request, collected to its end. */
final class WholeBody {

    private WholeBody() {}

    /**
     * Reads a body; to be called on the event loop, before anything of it was read.
     *
     * @param limit bytes that it may have
     * @return its bytes, none if there is no body; fails with a Problem 413 as soon as there are more, with 417 if something
     *     else than a body is expected first (RFC 9110, section 10.1.1), with 400 if it does not come to its end
     */
    static Future<byte[]> of(RoutingContext context, long limit) {
        HttpServerRequest request = context.request();
        Promise<byte[]> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (whole.future().isComplete()) {
                return;
            }
            if (body.length() + (long) chunk.length() > limit) {
                whole.fail(BodyLimits.tooLarge(limit));
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> whole.tryComplete(body.getBytes()));
        request.exceptionHandler(failure -> whole.tryFail(Problem.of(400, "The body does not come to its end")));
        String expected = request.getHeader("Expect");
        if (expected != null && request.version() != HttpVersion.HTTP_1_0) {
            if (!expected.equalsIgnoreCase("100-continue")) {
                return Future.failedFuture(Problem.of(417, "Nothing is expected here but 100-continue"));
            }
            context.response().writeContinue();
        }
        request.resume();
        return whole.future();
    }
}
