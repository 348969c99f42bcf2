package caravan.imports.publisher;

import java.nio.charset.Charset;

/**
 * What was asked for with a file.
 *
 * @param file its name, for people
 * @param bytes its size
 * @param mode live: the consumer listens before the first row is sent; batch: after the last one was
 * @param timeout seconds for which the session's queue may be empty, 1 to 3600
 * @param clear whether the table is to be emptied first
 * @param dryRun whether nothing is to be published
 */
public record ImportRequest(
        String file, long bytes, String mode, int timeout, boolean clear, Charset charset, boolean dryRun) {

    public boolean isLive() {
        return mode.equals("live");
    }
}
