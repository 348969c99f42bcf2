package caravan.imports.publisher;

import caravan.imports.csv.Chunk;

/**
 * How far a file has been read.
 *
 * @param valid good rows by now
 * @param rejected rows that are none
 * @param consumed bytes that are done with
 * @param rejectBytes of rejected.csv, with the rejected rows in it
 */
public record Progress(long valid, long rejected, long consumed, long rejectBytes) {

    static final Progress NONE = new Progress(0, 0, 0, 0);

    /** A chunk is done with. @param bytes of rejected.csv now */
    Progress after(Chunk chunk, long bytes) {
        return new Progress(
                valid + chunk.employees().size(), rejected + chunk.rejects().size(), chunk.consumed(), bytes);
    }

    /** The same rows, at another place of the file. */
    Progress at(long place) {
        return new Progress(valid, rejected, place, rejectBytes);
    }
}
