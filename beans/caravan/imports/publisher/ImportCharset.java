package caravan.imports.publisher;

import caravan.shared.http.Problem;
import caravan.shared.http.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;

/** The charset of a file that is to be imported. */
final class ImportCharset {

    private ImportCharset() {}

    /**
     * @param said null: nothing was; UTF-8 then
     * @throws Problem 400 if it is none, or the file is certainly in another one
     */
    static Charset of(String said, Upload upload, String file) {
        Charset charset = named(said);
        refuseOtherUnicode(upload, file, charset);
        return charset;
    }

    private static Charset named(String name) {
        if (name == null) {
            return StandardCharsets.UTF_8;
        }
        try {
            Charset charset = Charset.forName(name);
            if (charset.canEncode()) {
                return charset;
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // the same problem
        }
        throw Problem.of(400, "charset is none that is known here, such as UTF-8, ISO-8859-1, windows-1252 or UTF-16");
    }

    /** Every row would be rejected, for a reason that does not help. */
    private static void refuseOtherUnicode(Upload upload, String file, Charset charset) {
        if (!charset.equals(StandardCharsets.UTF_8)) {
            return;
        }
        try (InputStream in = Files.newInputStream(upload.content())) {
            int first = in.read();
            int second = in.read();
            if (first == 0xFE && second == 0xFF || first == 0xFF && second == 0xFE) {
                throw Problem.of(400, "charset: '" + file + "' begins as a text in UTF-16 does; say charset=UTF-16");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
