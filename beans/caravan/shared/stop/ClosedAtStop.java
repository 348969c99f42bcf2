package caravan.shared.stop;

import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Closes a bean when Camel stops, after the routes. Not by {@code destroyMethod}: for that, Camel makes at the stop every
 * bean that no role of this process has needed, and fails at the first that lacks something.
 */
public final class ClosedAtStop extends ServiceSupport {

    private final AutoCloseable bean;

    private ClosedAtStop(AutoCloseable bean) {
        this.bean = bean;
    }

    /** @return the bean itself */
    public static <T extends AutoCloseable> T with(CamelContext context, T bean) {
        try {
            context.addService(new ClosedAtStop(bean));
            return bean;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected void doStop() throws Exception {
        bean.close();
    }
}
