package caravan.shared.fleet;

import caravan.shared.registry.Instance;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.processor.loadbalancer.LoadBalancerSupport;
import org.apache.camel.support.ExchangeHelper;

/**
 * The Load Balancer EIP over a {@link Fleet}: sends a copy of the exchange, with the {@link Instance} as its property
 * {@code instance}, to the one destination that it balances over, as often as the fleet has instances asked. What comes
 * back first is the result; {@link Unanswered} is the exchange's exception if nothing does.
 */
public final class FleetBalancer extends LoadBalancerSupport {

    /** The exchange property with the {@link Instance} that is to be asked. */
    public static final String INSTANCE = "instance";

    /** The exchange property with the id of the only instance that may be asked; none: any may. */
    public static final String WANTED = "wanted";

    private final Fleet fleet;

    public FleetBalancer(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        String wanted = exchange.getProperty(WANTED, String.class);
        CompletionStage<Exchange> asked = wanted == null
                ? fleet.ask(instance -> call(exchange, instance))
                : fleet.ask(wanted, instance -> call(exchange, instance));
        asked.whenComplete((answered, failure) -> {
            if (failure == null) {
                ExchangeHelper.copyResults(exchange, answered);
            } else {
                exchange.setException(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
            callback.done(false);
        });
        return false;
    }

    private CompletionStage<Exchange> call(Exchange exchange, Instance instance) {
        Exchange copy = ExchangeHelper.createCorrelatedCopy(exchange, false);
        copy.setProperty(INSTANCE, instance);
        CompletableFuture<Exchange> answer = new CompletableFuture<>();
        getProcessors().get(0).process(copy, doneSync -> {
            if (copy.getException() == null) {
                answer.complete(copy);
            } else {
                answer.completeExceptionally(copy.getException());
            }
        });
        return answer;
    }
}
