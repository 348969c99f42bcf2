package caravan.shared.health;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Something that this process can answer without: while it is down, the process is ready, and says so here. */
public final class Degraded extends AbstractHealthCheck {

    private final Supplier<Optional<String>> trouble;

    /**
     * @param id of the check, such as {@code broker}
     * @param trouble what is wrong, or empty
     */
    public Degraded(String id, Supplier<Optional<String>> trouble) {
        super("caravan", id);
        this.trouble = trouble;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        trouble.get().ifPresent(text -> result.message("degraded: " + text));
        result.up();
    }

    @Override
    public boolean isLiveness() {
        return false;
    }
}
