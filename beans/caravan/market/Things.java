package caravan.market;

import caravan.shared.http.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Header;

/** All that the market sells. */
public final class Things {

    static final String CURRENCY = "EUR";

    private static final List<Thing> ALL = List.of(
            thing("camera", "249.00"),
            thing("basketball", "29.95"),
            thing("football", "24.50"),
            thing("guitar", "189.00"));

    public List<Thing> all() {
        return ALL;
    }

    /** @throws Problem 404 if it is not sold here */
    public Thing named(@Header("thing") String name) {
        return ALL.stream()
                .filter(thing -> thing.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                        404,
                        "No thing of this name is sold here; there are "
                                + ALL.stream().map(Thing::name).collect(Collectors.joining(", "))));
    }

    private static Thing thing(String name, String price) {
        return new Thing(name, new BigDecimal(price), CURRENCY);
    }
}
