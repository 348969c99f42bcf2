package caravan.dispatcher.applications;

import org.apache.camel.BindToRegistry;
import org.apache.camel.Configuration;

/** What the applications' routes name. */
@Configuration
public class ApplicationBeans {

    @BindToRegistry("sum")
    public Sum sum() {
        return new Sum();
    }

    @BindToRegistry("pause")
    public Pause pause() {
        return new Pause();
    }

    @BindToRegistry("plannedFailure")
    public PlannedFailure plannedFailure() {
        return new PlannedFailure();
    }
}
