package caravan.shared.lifecycle;

import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Closes a bean when Camel stops its services: after the routes, before its threads, what was made last first. The
 * {@code destroyMethod} of {@code @BindToRegistry} comes later, and makes a lazy bean that nobody wanted in order to
 * destroy it.
 */
public final class Closing extends ServiceSupport {

    private final AutoCloseable bean;

    private Closing(AutoCloseable bean) {
        this.bean = bean;
    }

    /** @return the bean, which is closed when the context stops */
    public static <T extends AutoCloseable> T with(CamelContext context, T bean) {
        try {
            context.addService(new Closing(bean), true, true);
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
