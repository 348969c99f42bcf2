package caravan.shared.background;

import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Closes beans when the program stops, what was made last first, after the routes. (The registry's destroyMethod would
 * make at the stop what was never needed, only to destroy it, and fail, as what it is made of has gone.)
 */
public final class Closing {

    private Closing() {}

    /** @return the bean, which is closed at the stop */
    public static <T extends AutoCloseable> T atStop(CamelContext context, T bean) {
        try {
            context.addService(new ServiceSupport() {
                @Override
                protected void doStop() throws Exception {
                    bean.close();
                }
            });
            return bean;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
