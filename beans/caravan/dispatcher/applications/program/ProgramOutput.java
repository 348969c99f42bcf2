package caravan.dispatcher.applications.program;

import caravan.dispatcher.applications.StorableText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a program writes, read as far as it is there. Nothing waits in a read: whoever holds the program's pipes open after
 * its end would hold up our thread for ever, and no interrupt would reach it.
 */
final class ProgramOutput {

    private static final int LONGEST_COMPLAINT = 2000;

    /** UTF-8 has up to four bytes for a character. */
    private static final int COMPLAINT_BYTES = 4 * LONGEST_COMPLAINT;

    private final String program;
    private final InputStream output;
    private final InputStream errors;
    private final int most;
    private final byte[] buffer = new byte[64 * 1024];
    private final ByteArrayOutputStream result = new ByteArrayOutputStream();
    private byte[] complaint = new byte[0];

    /** @param most how many bytes the program may write to its standard output */
    ProgramOutput(String program, Process process, int most) {
        this.program = program;
        this.output = process.getInputStream();
        this.errors = process.getErrorStream();
        this.most = most;
    }

    /**
     * Takes some of what is there now.
     *
     * @return whether anything was
     * @throws ProgramFailed if the program has written too much
     */
    boolean take() throws IOException {
        int ofOutput = read(output);
        if (result.size() + ofOutput > most) {
            throw new ProgramFailed(program + " wrote more than " + most
                    + " bytes (caravan.dispatcher.max-result-bytes) and was ended");
        }
        result.write(buffer, 0, ofOutput);
        int ofErrors = read(errors);
        keepEnd(ofErrors);
        return ofOutput + ofErrors > 0;
    }

    /** Takes all that is there; for a program that has ended. */
    void takeRest() throws IOException {
        while (take()) {
            // And again: what is there comes in pieces.
        }
    }

    /** The standard output. */
    String text() {
        return StorableText.of(result.toByteArray(), StandardCharsets.UTF_8);
    }

    /** A colon and the end of the standard error, or nothing if nothing is there. */
    String complaint() {
        String text = StorableText.of(complaint, StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "" : ": " + text.substring(Math.max(0, text.length() - LONGEST_COMPLAINT));
    }

    private int read(InputStream stream) throws IOException {
        int there = Math.min(stream.available(), buffer.length);
        return there == 0 ? 0 : Math.max(0, stream.read(buffer, 0, there));
    }

    private void keepEnd(int count) {
        int kept = Math.min(complaint.length, COMPLAINT_BYTES);
        byte[] both = Arrays.copyOfRange(complaint, complaint.length - kept, complaint.length + count);
        System.arraycopy(buffer, 0, both, kept, count);
        complaint = both.length <= COMPLAINT_BYTES
                ? both
                : Arrays.copyOfRange(both, both.length - COMPLAINT_BYTES, both.length);
    }
}
