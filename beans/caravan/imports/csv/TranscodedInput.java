package caravan.imports.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text in any encoding as UTF-8. What cannot be decoded becomes the byte FF, which cannot either. */
final class TranscodedInput extends InputStream {

    private static final int SIZE = 64 * 1024;
    private static final byte UNDECODABLE = (byte) 0xFF;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final int unit;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith(new byte[] {'?'});
    private final ByteBuffer encoded = ByteBuffer.allocate(SIZE).flip();
    private final CharBuffer text = CharBuffer.allocate(SIZE).flip();
    private final ByteBuffer decoded = ByteBuffer.allocate(4 * SIZE).flip();
    private boolean wanting = true;
    private boolean exhausted;
    private boolean flushed;

    TranscodedInput(InputStream in, Charset charset) {
        this.in = in;
        // A decoder may count what follows half a character to what it cannot decode. It may be a line break.
        this.unit = charset.name().contains("UTF-16") ? 2 : charset.name().contains("UTF-32") ? 4 : 1;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (!decoded.hasRemaining()) {
            if (flushed) {
                return -1;
            }
            step();
        }
        int count = Math.min(length, decoded.remaining());
        decoded.get(buffer, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void step() throws IOException {
        decoded.clear();
        // After bytes that cannot be decoded there is enough to go on with.
        if (!exhausted && wanting) {
            encoded.compact();
            int read = in.read(encoded.array(), encoded.position(), encoded.remaining());
            exhausted = read < 0;
            encoded.position(encoded.position() + Math.max(read, 0)).flip();
        }
        text.compact();
        CoderResult result = decoder.decode(encoded, text, exhausted);
        wanting = result.isUnderflow();
        if (exhausted && result.isUnderflow()) {
            flushed = decoder.flush(text).isUnderflow();
        }
        text.flip();
        encoder.encode(text, decoded, flushed);
        if (result.isError()) {
            encoded.position(encoded.position() + Math.min(result.length(), unit));
            decoded.put(UNDECODABLE);
        }
        decoded.flip();
    }
}
