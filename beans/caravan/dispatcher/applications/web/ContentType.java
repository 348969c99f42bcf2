package caravan.dispatcher.applications.web;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a body says it is (RFC 9110, section 8.3).
 *
 * @param type type and subtype in small letters
 * @param charset UTF-8 if it names none, or one that is not known here
 */
record ContentType(String type, Charset charset) {

    private static final Pattern CHARSET = Pattern.compile(";\\s*charset=\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

    static ContentType of(String header) {
        return new ContentType(header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT), charset(header));
    }

    /** JSON itself, or a format made of it (RFC 6839, section 3.1). */
    boolean isJson() {
        return type.equals("application/json") || type.equals("text/json") || type.endsWith("+json");
    }

    private static Charset charset(String header) {
        Matcher name = CHARSET.matcher(header);
        try {
            return name.find() ? Charset.forName(name.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
