package caravan.shared.start;

import caravan.shared.Refusal;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.spi.PropertiesComponent;

/** The tokens of {@code caravan.auth.tokens.<name>}, from the environment, {@code -D} or application.properties. */
final class Secrets {

    private static final String PROPERTY = "caravan.auth.tokens.";
    private static final String VARIABLE = "CARAVAN_AUTH_TOKENS_";
    private static final int SHORTEST = 16;

    private Secrets() {}

    /** @throws Refusal if one is too short to be a secret; the line names it, and does not repeat it */
    static Set<String> tokens(PropertiesComponent properties) {
        Map<String, String> byName = new TreeMap<>();
        // Camel's ordered properties show nothing to forEach.
        Properties file = properties.loadProperties(name -> name.startsWith(PROPERTY));
        file.stringPropertyNames().forEach(name -> byName.put(name, file.getProperty(name)));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(PROPERTY))
                .forEach(name -> byName.put(name, System.getProperty(name)));
        System.getenv().forEach((name, token) -> {
            if (name.startsWith(VARIABLE)) {
                byName.put(name, token);
            }
        });
        byName.forEach((name, token) -> {
            if (token.length() < SHORTEST) {
                throw new Refusal(name + " is shorter than " + SHORTEST + " characters");
            }
        });
        return new LinkedHashSet<>(byName.values());
    }
}
