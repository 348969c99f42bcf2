package caravan.shared.start;

import caravan.shared.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** How much the program itself says, {@code caravan.log.level}; what its libraries say stands in log4j2.properties. */
final class LogLevel {

    private static final List<Level> LEVELS = List.of(Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE);

    private LogLevel() {}

    /** @throws Refusal if it is no level */
    static void apply(PropertyReader properties) {
        String word = properties.required("caravan.log.level");
        Level level = LEVELS.stream()
                .filter(one -> one.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Refusal("caravan.log.level=" + word + " is none of "
                        + LEVELS.stream().map(Level::name).collect(Collectors.joining(", "))));
        Configurator.setLevel("caravan", level);
    }
}
