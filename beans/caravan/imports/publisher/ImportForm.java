package caravan.imports.publisher;

import caravan.imports.SessionTerms;
import caravan.shared.UuidText;
import caravan.shared.http.Problem;
import caravan.shared.http.Quoted;
import caravan.shared.http.Upload;
import com.fasterxml.uuid.Generators;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** The form of an import: {@code input_file}, {@code mode}, {@code timeout}, {@code clear}, {@code charset}, {@code dry-run}. */
public final class ImportForm {

    /** The name of the file's field. */
    public static final String FILE = "input_file";

    private static final String DRY_RUN = "dry-run";
    private static final List<String> FIELDS = List.of(FILE, "mode", "timeout", "clear", "charset", DRY_RUN);
    private static final List<String> PARAMETERS = List.of(DRY_RUN);

    /** @throws Problem 400 that names the field, or the parameter, and what is wrong with it */
    public ImportRequest read(@Body Upload upload) {
        refuseUnknown("parameter", upload.parameters().keySet(), PARAMETERS);
        refuseUnknown("field", upload.fields().keySet(), FIELDS);
        if (upload.file() == null) {
            throw Problem.of(400, FILE + " is missing: there is no file to import");
        }
        String file = name(upload.file());
        if (file.isEmpty()) {
            throw Problem.of(400, FILE + " has no file name: " + Quoted.of(upload.file()));
        }
        if (upload.bytes() == 0) {
            throw Problem.of(400, FILE + ": '" + file + "' is empty");
        }
        return new ImportRequest(
                file,
                upload.bytes(),
                SessionTerms.mode(said(upload.field("mode"))),
                SessionTerms.timeout(said(upload.field("timeout"))),
                flag("clear", said(upload.field("clear"))),
                ImportCharset.of(said(upload.field("charset")), upload, file),
                flag(DRY_RUN, upload.field(DRY_RUN))
                        || flag(DRY_RUN, upload.parameters().get(DRY_RUN)));
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
        throw Problem.of(400, name + " is neither true nor false: " + Quoted.of(value));
    }

    /** One that is misspelt would be a wish that silently comes to nothing. */
    private static void refuseUnknown(String kind, Set<String> said, List<String> known) {
        for (String name : said) {
            if (!known.contains(name)) {
                throw Problem.of(
                        400,
                        Quoted.of(name) + " is no " + kind + " of an import; there is " + String.join(", ", known));
            }
        }
    }
}
