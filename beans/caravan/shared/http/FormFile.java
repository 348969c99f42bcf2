package caravan.shared.http;

import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooLongFormFieldException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Writes the file of a form to disk while it comes, at the disk's pace, and never has more than a piece of it in memory. */
final class FormFile {

    private final RoutingContext context;
    private final String field;
    private final long limit;
    private final WrittenFile file;
    private final Promise<Upload> whole = Promise.promise();
    private String name;
    private Future<Void> written = Future.succeededFuture();
    private long bytes;
    private long total;
    /** All of the request has come. */
    private boolean arrived;
    /** The file's next piece waits for the disk. */
    private boolean waiting;
    /** All of the file has come. */
    private boolean finished;

    private FormFile(RoutingContext context, String field, Path folder, long limit) {
        this.context = context;
        this.field = field;
        this.limit = limit;
        this.file = new WrittenFile(
                context.vertx(), folder.resolve(UUID.randomUUID().toString()));
    }

    /**
     * Reads a form; to be called on the event loop, before anything of its body was read.
     *
     * @param field of the file; others' files are passed over
     * @param folder where it is written; made if it is not there
     * @param limit bytes that the body may have
     * @return the form; fails with a Problem 415 if it is none, 413 if it is larger, 417 if something else than a body is
     *     expected first, 400 if it is malformed, has two files or does not come to its end, 507 if the disk is full; what was
     *     written is removed then
     */
    static Future<Upload> of(RoutingContext context, String field, Path folder, long limit) {
        String said = context.request().getHeader("Content-Type");
        String type = said == null ? "" : said.strip().toLowerCase(Locale.ROOT);
        if (!type.startsWith("multipart/form-data")) {
            return Future.failedFuture(Problem.of(415, "A file is sent as multipart/form-data"));
        }
        if (!type.contains("boundary=")) {
            // It would be read as a form of the other kind, of which anything is one.
            return Future.failedFuture(Problem.of(400, "The form is malformed: its type names no boundary"));
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            return Future.failedFuture(DiskFailure.of(e));
        }
        return Expectation.met(context).compose(met -> new FormFile(context, field, folder, limit).read());
    }

    private Future<Upload> read() {
        HttpServerRequest request = context.request();
        try {
            request.setExpectMultipart(true);
        } catch (RuntimeException e) {
            return Future.failedFuture(Problem.of(400, "The form is malformed: " + e.getMessage()));
        }
        request.uploadHandler(this::take);
        request.exceptionHandler(failure -> fail(broken(failure)));
        request.endHandler(end -> {
            written.onComplete(done -> {
                if (done.succeeded()) {
                    whole.tryComplete(new Upload(
                            byName(context.queryParams()),
                            byName(request.formAttributes()),
                            name,
                            name == null ? null : file.path(),
                            bytes));
                } else {
                    fail(done.cause());
                }
            });
            arrived = true;
            refuseUnfinished();
        });
        // What is no file is held in memory by the server, which limits it; the whole is limited here.
        request.resume();
        return whole.future();
    }

    private void take(HttpServerFileUpload upload) {
        if (!field.equals(upload.name())
                || upload.filename().isEmpty()
                || whole.future().isComplete()) {
            upload.handler(piece -> count(piece.length()));
            return;
        }
        if (name != null) {
            upload.handler(piece -> {});
            fail(Problem.of(400, field + " is there twice; one file makes one import"));
            return;
        }
        name = upload.filename();
        upload.pause();
        waiting = true;
        Promise<Void> end = Promise.promise();
        written = file.open(end::tryFail).compose(opened -> {
            if (whole.future().isComplete()) {
                // The connection broke off meanwhile.
                return file.remove();
            }
            upload.handler(piece -> write(upload, piece));
            upload.endHandler(nothing -> {
                finished = true;
                file.close().onComplete(end);
            });
            upload.exceptionHandler(failure -> end.tryFail(unfinished()));
            resume(upload);
            return end.future();
        });
        written.onFailure(this::fail);
    }

    private void write(HttpServerFileUpload upload, Buffer piece) {
        if (!count(piece.length())) {
            return;
        }
        bytes += piece.length();
        file.write(piece).onFailure(this::fail);
        if (file.isBehind(drained -> resume(upload))) {
            upload.pause();
            waiting = true;
        }
    }

    /** Of what a form has beside its file, the server takes only so much. */
    private static Problem broken(Throwable failure) {
        return failure instanceof TooLongFormFieldException
                ? Problem.of(400, "The file name is too long, or the name of a field is")
                : unfinished();
    }

    private static Problem unfinished() {
        return Problem.of(400, "The form does not come to its end, or is malformed");
    }

    private void resume(HttpServerFileUpload upload) {
        waiting = false;
        upload.resume();
        // After what this lets come.
        context.vertx().runOnContext(nothing -> refuseUnfinished());
    }

    /** A form that ends before its file does is given up: nobody would say that the file has ended. */
    private void refuseUnfinished() {
        if (arrived && name != null && !waiting && !finished) {
            fail(unfinished());
        }
    }

    /** @return whether the body may be that large */
    private boolean count(int length) {
        total += length;
        if (total > limit) {
            fail(BodyLimits.tooLarge(limit));
        }
        return !whole.future().isComplete();
    }

    private void fail(Throwable failure) {
        if (whole.tryFail(DiskFailure.isFull(failure) ? Problem.of(507, "The disk is full") : failure)) {
            file.remove();
        }
    }

    private static Map<String, String> byName(MultiMap said) {
        Map<String, String> fields = new LinkedHashMap<>();
        said.forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }
}
