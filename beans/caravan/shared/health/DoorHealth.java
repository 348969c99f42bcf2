package caravan.shared.health;

import caravan.shared.http.Door;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Not ready from the moment on at which the process is told to stop. */
public final class DoorHealth extends AbstractHealthCheck {

    private final Door door;

    public DoorHealth(Door door) {
        super("caravan", "accepting");
        this.door = door;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (door.isClosed()) {
            result.message("The process is stopping").down();
        } else {
            result.up();
        }
    }

    @Override
    public boolean isLiveness() {
        return false;
    }
}
