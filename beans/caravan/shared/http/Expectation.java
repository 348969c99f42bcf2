package caravan.shared.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** What a request expects before its body comes (RFC 9110, section 10.1.1). */
final class Expectation {

    private Expectation() {}

    /**
     * Sends for the body if its sender waits for that; to be called when nothing but the body can still be wrong.
     *
     * @return done; fails with a Problem 417 if something else is expected
     */
    static Future<Void> met(RoutingContext context) {
        HttpServerRequest request = context.request();
        String expected = request.getHeader("Expect");
        if (expected == null || request.version() == HttpVersion.HTTP_1_0) {
            return Future.succeededFuture();
        }
        if (!expected.equalsIgnoreCase("100-continue")) {
            return Future.failedFuture(Problem.of(417, "Nothing is expected here but 100-continue"));
        }
        context.response().writeContinue();
        return Future.succeededFuture();
    }
}
