package caravan.imports.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The rows of a CSV file (RFC 4180; LF as well as CRLF), one after the other, by their bytes: each is known with the number
 * of the line that it starts on and as it stands in the file, and a quote that is never closed costs one row, not the rest
 * of the file. Memory is of a fixed size, however long a line is.
 *
 * <p>The row is seen through this reader until {@link #next} is called again.
 */
final class RowReader implements Closeable {

    /** Bytes that a row may have, its line break not counted. */
    static final int LONGEST = 64 * 1024;

    private static final int ROOM = 4 * LONGEST;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[ROOM];
    private int filled;
    private boolean exhausted;
    private long dropped;

    private int start;
    private int end;
    private int following;
    private long line;
    private long followingLine = 1;
    private Ending ending = Ending.WHOLE;
    private GivenUp given = new GivenUp(0, Place.FIELD_START, 0);

    /** @param in bytes in an encoding in which those of ASCII stand for nothing else; closed with this */
    RowReader(InputStream in) {
        this.in = in;
    }

    /** Goes to the next row that is not blank. @return false if there is none */
    boolean next() throws IOException {
        do {
            if (!frame()) {
                return false;
            }
        } while (start == end);
        return true;
    }

    /** The number of the line, from 1, on which the row starts. */
    long line() {
        return line;
    }

    Ending ending() {
        return ending;
    }

    /** Bytes of the row, without its line break. */
    int length() {
        return end - start;
    }

    byte at(int index) {
        return buffer[start + index];
    }

    /** A copy of its bytes from one index to before another. */
    byte[] bytes(int from, int to) {
        return Arrays.copyOfRange(buffer, start + from, start + to);
    }

    /** Bytes of the input that are done with, this row included. */
    long consumed() {
        return dropped + following;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean frame() throws IOException {
        if (followingLine == 1) {
            passMark();
        }
        makeRoom();
        start = following;
        line = followingLine;
        ending = Ending.WHOLE;
        Place place = Place.FIELD_START;
        int firstBreak = -1;
        long breaks = 0;
        for (int at = start; ; at++) {
            if (at == filled && !fill()) {
                if (place == Place.QUOTED || at - start > LONGEST) {
                    given = new GivenUp(dropped + at, place, line + breaks);
                    giveUp(firstBreak, place == Place.QUOTED ? Ending.UNCLOSED : Ending.TOO_LONG);
                } else {
                    finish(at, at, breaks);
                }
                return at > start;
            }
            byte b = buffer[at];
            if (b == '\n' && place != Place.QUOTED) {
                finish(at, at + 1, breaks + 1);
                return true;
            }
            firstBreak = b == '\n' && firstBreak < 0 ? at : firstBreak;
            if (at - start >= LONGEST && !(at - start == LONGEST && b == '\r')) {
                given = new GivenUp(dropped + at, place, line + breaks);
                giveUp(firstBreak, Ending.TOO_LONG);
                return true;
            }
            place = place.after(b);
            if (b == '\n') {
                breaks++;
                if (dropped + at < given.end()) {
                    at = (int) (given.end() - dropped) - 1;
                    breaks = given.line() - line;
                    place = given.place();
                }
            }
        }
    }

    private void finish(int contentEnd, int next, long breaks) {
        end = contentEnd > start && buffer[contentEnd - 1] == '\r' && next > contentEnd ? contentEnd - 1 : contentEnd;
        following = next;
        followingLine = line + breaks;
    }

    /** The row is the line that it began on; reading goes on with the next one. */
    private void giveUp(int firstBreak, Ending why) throws IOException {
        ending = why;
        if (firstBreak >= 0) {
            finish(firstBreak, firstBreak + 1, 1);
        } else if (why == Ending.UNCLOSED) {
            finish(filled, filled, 1);
        } else {
            end = start + LONGEST;
            followingLine = line + 1;
            skipLine();
        }
    }

    /** Passes over what is left of a line, of any length, in the room behind the row. */
    private void skipLine() throws IOException {
        int at = end;
        while (true) {
            for (; at < filled; at++) {
                if (buffer[at] == '\n') {
                    following = at + 1;
                    return;
                }
            }
            dropped += filled - end;
            filled = end;
            at = end;
            if (!fill()) {
                following = filled;
                return;
            }
        }
    }

    /** Passes over a mark of UTF-8 at the beginning. */
    private void passMark() throws IOException {
        while (filled < 3 && fill()) {
            // it has three bytes
        }
        if (following == 0 && Arrays.equals(buffer, 0, Math.min(filled, 3), MARK, 0, 3)) {
            following = 3;
        }
    }

    /** So that a row as long as may be fits behind the one before, and as much again to read a longer one in. */
    private void makeRoom() {
        if (ROOM - following < 2 * LONGEST) {
            System.arraycopy(buffer, following, buffer, 0, filled - following);
            dropped += following;
            filled -= following;
            following = 0;
        }
    }

    /** Reads more behind what there is. @return false if there is no more */
    private boolean fill() throws IOException {
        if (exhausted) {
            return false;
        }
        int read = in.read(buffer, filled, ROOM - filled);
        exhausted = read < 0;
        filled += Math.max(read, 0);
        return read > 0;
    }
}
