package caravan.shared;

import java.util.Arrays;
import java.util.List;

/** How a property holds several words: {@code a, b,c}. */
public final class CommaList {

    private CommaList() {}

    /** @return what stands between the commas, without surrounding space and without what is blank; in order */
    public static List<String> words(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
