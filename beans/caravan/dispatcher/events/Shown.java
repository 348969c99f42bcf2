package caravan.dispatcher.events;

/** Text of strangers as it may stand in an answer or a log line: short, and with no character that is not seen. */
final class Shown {

    private static final int LONGEST = 80;

    private Shown() {}

    /** The text without quotation marks around it. */
    static String text(String text) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < text.length() && at < LONGEST) {
            int character = text.codePointAt(at);
            if (Characters.isVisible(character)) {
                shown.appendCodePoint(character);
            } else {
                shown.append(String.format("\\u%04x", character));
            }
            at += Character.charCount(character);
        }
        return at < text.length() ? shown + "…" : shown.toString();
    }

    /** The text in quotation marks. */
    static String quoted(String text) {
        return "'" + text(text) + "'";
    }
}
