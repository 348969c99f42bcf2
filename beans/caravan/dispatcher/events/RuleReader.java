package caravan.dispatcher.events;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Predicate;
import org.apache.camel.spi.Language;

/** Reads rules: one a line, an application's name, space, and a JSONPath; empty lines and those that begin with # are none. */
final class RuleReader {

    /** Result type, source, whether errors are silent, whether ${…} is Camel's simple language, whether the $ may be missing. */
    private static final Object[] AS_WRITTEN = {null, null, false, false, false};

    private final Language jsonpath;

    /** @param jsonpath Camel's language of that name */
    RuleReader(Language jsonpath) {
        this.jsonpath = jsonpath;
    }

    /**
     * @param text of the file
     * @param applications the names that there are
     * @throws BadRule for the first line that is wrong
     */
    List<Rule> read(String text, Set<String> applications) {
        List<Rule> rules = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (!line.isEmpty() && !line.startsWith("#")) {
                rules.add(rule(number, line, applications));
            }
        }
        return List.copyOf(rules);
    }

    private Rule rule(int number, String line, Set<String> applications) {
        String[] parts = line.split("\\s+", 2);
        if (!applications.contains(parts[0])) {
            throw new BadRule(
                    number,
                    "there is no application " + Shown.quoted(parts[0]) + "; there are "
                            + String.join(", ", applications));
        }
        if (parts.length < 2) {
            throw new BadRule(number, "behind the application there is no JSONPath");
        }
        if (!parts[1].startsWith("$")) {
            throw new BadRule(number, Shown.quoted(parts[1]) + " is no JSONPath: it does not begin with $");
        }
        return new Rule(number, parts[0], predicate(number, parts[1]));
    }

    private Predicate predicate(int number, String path) {
        try {
            // Camel would find out at the first event only.
            JsonPath.compile(path);
        } catch (InvalidPathException e) {
            // With a cause, the message is that one's, of whatever the compiler stumbled over.
            String why = e.getCause() == null ? ": " + Shown.text(String.valueOf(e.getMessage())) : "";
            throw new BadRule(number, Shown.quoted(path) + " is no JSONPath" + why);
        }
        return jsonpath.createPredicate(path, AS_WRITTEN);
    }

    /** Why a file holds no rules. */
    static final class BadRule extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BadRule(int line, String what) {
            super("line " + line + ": " + what);
        }
    }
}
