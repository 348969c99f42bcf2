package caravan.shared.start;

import caravan.shared.Refusal;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.spi.PropertiesComponent;

/**
 * Refuses a misspelt {@code -Dcaravan.…}, which would be a setting that silently does nothing. What there is stands in
 * application.properties, every property with its default.
 */
final class KnownProperties {

    private static final String OURS = "caravan.";
    private static final String TOKENS = "caravan.auth.tokens.";

    private KnownProperties() {}

    /** @throws Refusal that names the property, and the ones of the same group that there are */
    static void check(PropertiesComponent properties) {
        Set<String> known = new TreeSet<>(
                properties.loadProperties(name -> name.startsWith(OURS)).stringPropertyNames());
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith(OURS) && !name.startsWith(TOKENS) && !known.contains(name)) {
                throw new Refusal(name + " is no property of Caravan; there are "
                        + known.stream()
                                .filter(other -> !other.startsWith(TOKENS))
                                .collect(Collectors.joining(", ")));
            }
        }
    }
}
