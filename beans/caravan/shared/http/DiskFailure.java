package caravan.shared.http;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Tells a disk that is full from one that fails. */
public final class DiskFailure {

    private DiskFailure() {}

    /** Whether nothing more can be written (ENOSPC), of which Java has no exception of its own. */
    public static boolean isFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    && String.valueOf(cause.getMessage()).contains("No space left")) {
                return true;
            }
        }
        return false;
    }

    /** @return a Problem 507 if the disk is full, or else the failure, to be thrown */
    public static RuntimeException of(IOException failure) {
        return isFull(failure) ? Problem.of(507, "The disk is full") : new UncheckedIOException(failure);
    }
}
