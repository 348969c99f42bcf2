package caravan.minions;

import caravan.shared.http.Problem;

/** What the Magic 8-Ball is asked. */
public final class Question {

    private static final int MOST_CHARACTERS = 1000;

    private Question() {}

    /**
     * @param text up to 1,000 characters (code points), not only spaces; PostgreSQL's text holds no NUL
     * @throws Problem 400 if it is missing, or something else
     */
    public static String read(String text) {
        if (text == null || text.isBlank()) {
            throw Problem.of(400, "The question is missing");
        }
        int characters = text.codePointCount(0, text.length());
        if (characters > MOST_CHARACTERS) {
            throw Problem.of(400, "The question has " + characters + " characters; it may have " + MOST_CHARACTERS);
        }
        if (text.indexOf('\0') >= 0) {
            throw Problem.of(400, "The question has a NUL character");
        }
        return text;
    }
}
