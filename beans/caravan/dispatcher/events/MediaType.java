package caravan.dispatcher.events;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A media type as headers and attributes have it (RFC 9110, section 8.3.1).
 *
 * @param name type and subtype, such as {@code application/json}, in lower case
 * @param parameters by their names in lower case; values as they came, without quotation marks
 */
record MediaType(String name, Map<String, String> parameters) {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    /** @return empty if the text is none */
    static Optional<MediaType> parse(String text) {
        return new Scan(text).mediaType();
    }

    /** Whether it says that the data are JSON: JSON event format, section 3.1.1. */
    boolean isJson() {
        String subtype = name.substring(name.indexOf('/') + 1);
        return subtype.equals("json") || subtype.endsWith("+json");
    }

    /** Whether its text, if it is one, is UTF-8: it says so, or says nothing. */
    boolean isUtf8() {
        String charset = parameters.getOrDefault("charset", "utf-8");
        return charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("utf8");
    }

    /** By hand: a regular expression with a repeated group would recurse, and the text may be as long as a body. */
    private static final class Scan {

        private final String text;
        private int at;

        Scan(String text) {
            this.text = text;
        }

        Optional<MediaType> mediaType() {
            skipSpace();
            String type = token();
            if (type.isEmpty() || !skip('/')) {
                return Optional.empty();
            }
            String subtype = token();
            Map<String, String> parameters = new HashMap<>();
            skipSpace();
            while (skip(';')) {
                skipSpace();
                String name = token();
                if (!name.isEmpty()) {
                    String value = skip('=') ? skip('"') ? quoted() : token() : null;
                    if (value == null || parameters.putIfAbsent(lower(name), value) != null) {
                        return Optional.empty();
                    }
                }
                skipSpace();
            }
            return subtype.isEmpty() || at < text.length()
                    ? Optional.empty()
                    : Optional.of(new MediaType(lower(type) + "/" + lower(subtype), Map.copyOf(parameters)));
        }

        private String token() {
            int from = at;
            while (at < text.length() && isToken(text.charAt(at))) {
                at++;
            }
            return text.substring(from, at);
        }

        /** @return null if it does not end */
        private String quoted() {
            StringBuilder value = new StringBuilder();
            for (; at < text.length(); at++) {
                char mark = text.charAt(at);
                if (mark == '"') {
                    at++;
                    return value.toString();
                }
                if (mark == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at));
            }
            return null;
        }

        private boolean skip(char mark) {
            boolean there = at < text.length() && text.charAt(at) == mark;
            if (there) {
                at++;
            }
            return there;
        }

        private void skipSpace() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
        }

        private static boolean isToken(char mark) {
            return mark >= 'a' && mark <= 'z'
                    || mark >= 'A' && mark <= 'Z'
                    || mark >= '0' && mark <= '9'
                    || TOKEN_MARKS.indexOf(mark) >= 0;
        }

        private static String lower(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    }
}
