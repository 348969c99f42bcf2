package caravan.shared.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** The body of a request, collected to its end. */
final class WholeBody {

    private final long limit;
    private final BodyRoom room;
    private final Promise<WholeBody> whole = Promise.promise();
    private Buffer body = Buffer.buffer();

    private WholeBody(long limit, BodyRoom room) {
        this.limit = limit;
        this.room = room;
    }

    /**
     * Reads a body; to be called on the event loop, before anything of it was read.
     *
     * @param limit bytes that it may have
     * @param room that holds them; whoever gets the body drops it there when it is answered
     * @return the body, empty if there is none; fails with a Problem 413 as soon as there are more, with 503 if there is no
     *     room, with 417 if something else than a body is expected first, with 400 if it does not come to its end
     */
    static Future<WholeBody> of(RoutingContext context, long limit, BodyRoom room) {
        return Expectation.met(context).compose(met -> new WholeBody(limit, room).read(context.request()));
    }

    private Future<WholeBody> read(HttpServerRequest request) {
        request.handler(this::add);
        request.endHandler(end -> whole.tryComplete(this));
        request.exceptionHandler(failure -> fail(Problem.of(400, "The body does not come to its end")));
        request.resume();
        return whole.future();
    }

    int length() {
        return body.length();
    }

    /** Its bytes, once: the request, which lives until it is answered, does not keep them. */
    byte[] take() {
        byte[] bytes = body.getBytes();
        body = null;
        return bytes;
    }

    private void add(Buffer chunk) {
        if (whole.future().isComplete()) {
            return;
        }
        if (body.length() + (long) chunk.length() > limit) {
            fail(BodyLimits.tooLarge(limit));
        } else if (!room.hold(chunk.length(), body.length())) {
            fail(Problem.unavailable("Too many bodies come at once"));
        } else {
            body.appendBuffer(chunk);
        }
    }

    private void fail(Problem problem) {
        if (!whole.future().isComplete()) {
            room.drop(body.length());
            body = null;
            whole.fail(problem);
        }
    }
}
