package caravan.shared.start;

import caravan.shared.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Settings as a start would read them: what every property is in application.properties, but for some. */
public final class SettingsReader {
    private static final Map<String, String> STANDARD = Map.of(
            "caravan.roles", "all",
            "caravan.bind", "127.0.0.1",
            "caravan.instance", "1",
            "caravan.data", "data",
            "caravan.keep", "30d");

    private SettingsReader() {}

    /** @throws Refusal as the start would */
    public static Settings read(Map<String, String> changed) {
        return read(changed, false);
    }

    static Settings read(Map<String, String> changed, boolean secured) {
        Map<String, String> properties = new HashMap<>(STANDARD);
        properties.putAll(changed);
        return Settings.read(new PropertyReader(name -> Optional.ofNullable(properties.get(name))), secured);
    }
}
