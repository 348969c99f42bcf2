package caravan.dispatcher.applications;

import java.nio.charset.Charset;

/** Bytes from outside as a text that PostgreSQL can hold. */
public final class StorableText {

    private StorableText() {}

    /** @return the text, with U+FFFD for what is not of the character set, and the symbol for NUL for each NUL */
    public static String of(byte[] bytes, Charset charset) {
        return new String(bytes, charset).replace('\0', '\u2400');
    }
}
