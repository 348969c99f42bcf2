package caravan.dispatcher.events;

import caravan.shared.http.Problem;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Values of attributes in headers: HTTP Protocol Binding 1.0.2, section 3.1.3.2. */
final class HeaderValue {

    private HeaderValue() {}

    /**
     * @param name of the attribute
     * @param value of the header, without space around it
     * @return the value, its quotation marks taken away, then percent-decoded once
     * @throws Problem 400 that names the attribute, if it is not ASCII, or what is decoded not UTF-8
     */
    static String decode(String name, String value) {
        String plain = value.startsWith("\"") ? unquoted(name, value) : value;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length());
        for (int at = 0; at < plain.length(); at++) {
            char character = plain.charAt(at);
            if (character > 0x7E) {
                throw Checked.wrong(
                        name, "has in its header a character that is not percent-encoded: " + Shown.quoted(value));
            }
            if (character == '%') {
                bytes.write(octet(name, plain, at));
                at += 2;
            } else {
                bytes.write(character);
            }
        }
        return Characters.utf8(bytes.toByteArray())
                .orElseThrow(
                        () -> Checked.wrong(name, "is not UTF-8 when it is percent-decoded: " + Shown.quoted(value)));
    }

    private static int octet(String name, String text, int at) {
        if (at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2))) {
            return HexFormat.fromHexDigits(text, at + 1, at + 3);
        }
        throw Checked.wrong(name, "has in its header a % without two hexadecimal digits: " + Shown.quoted(text));
    }

    /** A quoted string: RFC 9110, section 5.6.4. */
    private static String unquoted(String name, String value) {
        StringBuilder text = new StringBuilder();
        for (int at = 1; at < value.length(); at++) {
            char character = value.charAt(at);
            if (character == '"') {
                if (at == value.length() - 1) {
                    return text.toString();
                }
                break;
            }
            if (character == '\\' && at + 1 < value.length()) {
                at++;
            }
            text.append(value.charAt(at));
        }
        throw Checked.wrong(name, "has in its header a quotation mark that does not fit: " + Shown.quoted(value));
    }
}
