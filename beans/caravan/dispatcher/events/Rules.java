package caravan.dispatcher.events;

import caravan.dispatcher.Applications;
import caravan.dispatcher.events.RuleReader.BadRule;
import caravan.shared.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StartupListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which application runs an event: that of the first rule whose predicate holds. The file is read when all routes are
 * there, and so all applications; then again when it has changed. A change that cannot be used is kept out: the rules that
 * there were go on.
 */
public final class Rules implements StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(Rules.class);

    private final RulesFile file;
    private final RuleReader reader;
    private final Applications applications;
    private volatile List<Rule> rules = List.of();
    private volatile Optional<String> trouble = Optional.empty();
    private Look seen;
    private Look settled;

    Rules(RulesFile file, RuleReader reader, Applications applications) {
        this.file = file;
        this.reader = reader;
        this.applications = applications;
    }

    /**
     * @param exchange whose body is the document of an event
     * @return the name of the application, or null if no rule matches
     */
    public String application(Exchange exchange) {
        return rules.stream()
                .filter(rule -> rule.matches(exchange))
                .map(Rule::application)
                .findFirst()
                .orElse(null);
    }

    /** What is wrong with the file as it is now; empty if its rules are those that are used. */
    public Optional<String> trouble() {
        return trouble;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // What is thrown here Camel would log with its trace; nothing is received before it has fully started.
    }

    /** @throws Refusal that names the file, the line and what is wrong with it */
    @Override
    public synchronized void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        seen = look();
        settled = seen;
        take(seen).ifPresent(reason -> {
            throw new Refusal(reason);
        });
        if (file.isBuiltIn()) {
            LOG.info("There is no {} here, so the one that came with the program is used", RulesFile.STANDARD);
        }
    }

    /**
     * Looks whether the file has changed. A change is taken when two looks in a row have found the same, so that a file
     * which is being written is not read half.
     */
    public synchronized void reload() {
        Look now = look();
        boolean steady = now.equals(seen);
        seen = now;
        if (settled == null || !steady || now.equals(settled)) {
            return;
        }
        settled = now;
        trouble = take(now);
        trouble.ifPresentOrElse(
                reason -> LOG.warn("{}; the rules that were there go on", reason),
                () -> LOG.info("The rules are now those of {}, {} of them", file, rules.size()));
    }

    /** @return what is wrong, if the rules remain what they were */
    private Optional<String> take(Look look) {
        try {
            if (look.error != null) {
                return Optional.of(file + ": " + look.error);
            }
            rules = reader.read(look.text, applications.names());
            return Optional.empty();
        } catch (BadRule e) {
            return Optional.of(file + ", " + e.getMessage());
        }
    }

    private Look look() {
        try {
            return new Look(file.read(), null);
        } catch (IOException e) {
            return new Look(null, e.getMessage());
        }
    }

    /** What a look at the file has found: its text, or why there is none. */
    private record Look(String text, String error) {}
}
