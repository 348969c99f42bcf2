package caravan.shared.http;

import java.nio.file.Path;

/**
 * A body that is sent from a file, at the pace at which it is read.
 *
 * @param bytes of it, from its beginning
 */
public record FileBody(Path file, long bytes) {}
