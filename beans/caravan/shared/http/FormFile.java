package caravan.shared.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Writes the file of a form to disk while it comes, at the disk's pace, and never has more than a piece of it in memory. */
final class FormFile {

    private final RoutingContext context;
    private final String field;
    private final Path target;
    private final long limit;
    private final Promise<Upload> whole = Promise.promise();
    private String name;
    private AsyncFile file;
    private Future<Void> closed;
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
        this.target = folder.resolve(UUID.randomUUID().toString());
        this.limit = limit;
    }

    /**
     * Reads a form; to be called on the event loop, before anything of its body was read.
     *
     * @param field of the file; others' files are passed over
     * @param folder where it is written; made if it is not there
     * @param limit bytes that the body may have
     * @return the form; fails with a Problem 415 if it is none, 413 if it is larger, 400 if it is malformed, has two files or
     *     does not come to its end, 507 if the disk is full; what was written is removed then
     */
    static Future<Upload> of(RoutingContext context, String field, Path folder, long limit) {
        String type = context.request().getHeader("Content-Type");
        if (type == null || !type.strip().toLowerCase(java.util.Locale.ROOT).startsWith("multipart/form-data")) {
            return Future.failedFuture(Problem.of(415, "A file is sent as multipart/form-data"));
        }
        if (!type.toLowerCase(java.util.Locale.ROOT).contains("boundary=")) {
            // It would be read as a form of the other kind, of which anything is one.
            return Future.failedFuture(Problem.of(400, "The form is malformed: its type names no boundary"));
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            return Future.failedFuture(new UncheckedIOException(e));
        }
        return new FormFile(context, field, folder, limit).read();
    }

    private Future<Upload> read() {
        HttpServerRequest request = context.request();
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            context.response().writeContinue();
        }
        try {
            request.setExpectMultipart(true);
        } catch (RuntimeException e) {
            return Future.failedFuture(Problem.of(400, "The form is malformed: " + e.getMessage()));
        }
        request.uploadHandler(this::take);
        request.exceptionHandler(failure -> fail(unfinished()));
        request.endHandler(end -> {
            written.onComplete(done -> {
                if (done.succeeded()) {
                    whole.tryComplete(new Upload(fields(request), name, name == null ? null : target, bytes));
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
        written = context.vertx()
                .fileSystem()
                .open(target.toString(), new OpenOptions().setCreateNew(true).setWrite(true))
                .compose(opened -> {
                    file = opened;
                    if (whole.future().isComplete()) {
                        // The connection broke off meanwhile.
                        return remove();
                    }
                    Promise<Void> end = Promise.promise();
                    upload.handler(piece -> write(upload, piece));
                    upload.endHandler(nothing -> {
                        finished = true;
                        close().onComplete(end);
                    });
                    upload.exceptionHandler(failure -> end.tryFail(unfinished()));
                    opened.exceptionHandler(end::tryFail);
                    resume(upload);
                    return end.future();
                });
        written.onFailure(this::fail);
    }

    private void write(HttpServerFileUpload upload, io.vertx.core.buffer.Buffer piece) {
        if (!count(piece.length())) {
            return;
        }
        bytes += piece.length();
        file.write(piece).onFailure(this::fail);
        if (file.writeQueueFull()) {
            upload.pause();
            waiting = true;
            file.drainHandler(drained -> resume(upload));
        }
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
        boolean full = String.valueOf(failure.getMessage()).contains("No space left")
                || failure.getCause() != null
                        && String.valueOf(failure.getCause().getMessage()).contains("No space left");
        if (whole.tryFail(full ? Problem.of(507, "The disk is full") : failure)) {
            remove();
        }
    }

    /** Once: a file that is closed already throws. */
    private Future<Void> close() {
        if (file == null) {
            return Future.succeededFuture();
        }
        closed = closed == null ? file.close() : closed;
        return closed;
    }

    private Future<Void> remove() {
        return close().transform(done -> context.vertx().fileSystem().delete(target.toString()));
    }

    private static Map<String, String> fields(HttpServerRequest request) {
        Map<String, String> fields = new LinkedHashMap<>();
        request.formAttributes().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }
}
