package caravan.imports.csv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a row has to be: exactly {@code name,email}, each of 1 to 127 characters. */
final class RowRules {

    /** Code points that a name or a mail may have. */
    static final int LONGEST = 127;

    /** The grammar of {@code <input type=email>}: HTML, section 4.10.5.1.5. */
    private static final Pattern MAIL = Pattern.compile("[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+"
            + "@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
            + "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*+");

    private final Charset charset;

    /** @param charset of the bytes of rows */
    RowRules(Charset charset) {
        this.charset = charset;
    }

    /** What a row is found to be: an employee, or the reasons why it is none. */
    record Finding(Employee employee, List<String> reasons) {}

    Finding check(RowReader row) {
        if (row.ending() != Ending.WHOLE) {
            return new Finding(
                    null,
                    List.of(
                            row.ending() == Ending.UNCLOSED
                                    ? "a quote is not closed"
                                    : "over 64 KiB: the line is too long, or a quote is not closed"));
        }
        Fields fields = Fields.of(row);
        List<String> reasons = new ArrayList<>(0);
        if (fields.nul()) {
            reasons.add("a NUL character");
        }
        if (!fields.plain() && !decodes(row.bytes(0, row.length()))) {
            reasons.add("bytes that are no " + charset.name());
        }
        Employee employee = null;
        if (fields.count() != 2) {
            reasons.add(fields.count() + (fields.count() == 1 ? " field" : " fields") + " instead of 2");
        } else {
            employee = new Employee(
                    text(fields.first().get(0), fields.plain()),
                    text(fields.first().get(1), fields.plain()));
            check(employee, reasons);
        }
        return new Finding(employee, reasons);
    }

    private static void check(Employee employee, List<String> reasons) {
        if (employee.name().isEmpty()) {
            reasons.add("the name is empty");
        }
        checkLength("name", employee.name(), reasons);
        checkLength("mail", employee.mail(), reasons);
        if (!MAIL.matcher(employee.mail()).matches()) {
            reasons.add("the mail is no e-mail address");
        }
    }

    private static void checkLength(String field, String text, List<String> reasons) {
        int characters = text.length() <= LONGEST ? text.length() : text.codePointCount(0, text.length());
        if (characters > LONGEST) {
            reasons.add("the " + field + " has " + characters + " characters, more than " + LONGEST);
        }
    }

    private String text(byte[] bytes, boolean plain) {
        return new String(bytes, plain ? StandardCharsets.ISO_8859_1 : charset);
    }

    private boolean decodes(byte[] bytes) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
