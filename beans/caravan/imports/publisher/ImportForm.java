package caravan.imports.publisher;

import caravan.imports.SessionTerms;
import caravan.shared.UuidText;
import caravan.shared.http.Problem;
import caravan.shared.http.Upload;
import com.fasterxml.uuid.Generators;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** The form of an import: {@code input_file}, {@code mode}, {@code timeout}, {@code clear}, {@code charset}. */
public final class ImportForm {

    /** The name of the file's field. */
    public static final String FILE = "input_file";

    /**
     * @param dryRun the parameter {@code dry-run}, or null
     * @throws Problem 400 that names the field and what is wrong with it
     */
    public ImportRequest read(@Body Upload upload, @Header("dry-run") String dryRun) {
        if (upload.file() == null || name(upload.file()).isEmpty()) {
            throw Problem.of(400, FILE + " is missing: there is no file to import");
        }
        String file = name(upload.file());
        if (upload.bytes() == 0) {
            throw Problem.of(400, FILE + ": '" + file + "' is empty");
        }
        Charset charset = charset(said(upload.field("charset")));
        refuseOtherUnicode(upload, file, charset);
        return new ImportRequest(
                file,
                upload.bytes(),
                SessionTerms.mode(said(upload.field("mode"))),
                SessionTerms.timeout(said(upload.field("timeout"))),
                flag("clear", said(upload.field("clear"))),
                charset,
                flag("dry-run", said(dryRun)));
    }

    /** A UUID for what has no session. */
    public UUID fresh() {
        return Generators.timeBasedEpochGenerator().generate();
    }

    /** @throws Problem 404 if it is no UUID: then it is no import's */
    public UUID id(@Header("uuid") String uuid) {
        return UuidText.read(uuid).orElseThrow(() -> Problem.of(404, "There is no import of this UUID"));
    }

    /** Of a path, as some browsers send it, the last part; characters that control something are left out. */
    private static String name(String file) {
        String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        int end = last.codePointCount(0, last.length()) > 255 ? last.offsetByCodePoints(0, 255) : last.length();
        return last.matches("\\.{1,2}") ? "" : last.substring(0, end);
    }

    /** A field that was left empty says nothing. */
    private static String said(String field) {
        return field == null || field.isEmpty() ? null : field;
    }

    private static boolean flag(String name, String value) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true") || value.equals("on")) {
            return true;
        }
        throw Problem.of(400, name + " is neither true nor false");
    }

    private static Charset charset(String name) {
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
