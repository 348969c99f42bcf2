package caravan.shared.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import java.nio.file.Path;

/** A file that is written piece by piece, at the disk's pace. */
final class WrittenFile {

    private final FileSystem files;
    private final Path path;
    private AsyncFile file;
    private Future<Void> closed;

    /** @param path where it will be; nothing is done there yet */
    WrittenFile(Vertx vertx, Path path) {
        this.files = vertx.fileSystem();
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** @param failed takes what goes wrong afterwards */
    Future<Void> open(Handler<Throwable> failed) {
        return files.open(path.toString(), new OpenOptions().setCreateNew(true).setWrite(true))
                .map(opened -> {
                    file = opened.exceptionHandler(failed);
                    return null;
                });
    }

    Future<Void> write(Buffer piece) {
        return file.write(piece);
    }

    /** Whether more pieces wait for the disk than should. @param drained is called when they no longer do */
    boolean isBehind(Handler<Void> drained) {
        boolean behind = file.writeQueueFull();
        if (behind) {
            file.drainHandler(drained);
        }
        return behind;
    }

    /** Once: a file that is closed already throws. */
    Future<Void> close() {
        if (file == null) {
            return Future.succeededFuture();
        }
        closed = closed == null ? file.close() : closed;
        return closed;
    }

    /** Closes it and takes it away; one that was never opened is none. */
    Future<Void> remove() {
        return close().transform(done -> files.delete(path.toString()));
    }
}
