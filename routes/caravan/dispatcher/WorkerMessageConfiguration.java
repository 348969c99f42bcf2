package caravan.dispatcher;

import org.apache.camel.ExchangePattern;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteConfigurationBuilder;

/** Messages that are none go where a person can look at them; messages that we could not deal with go back, after a breath. */
public class WorkerMessageConfiguration extends RouteConfigurationBuilder {

    @Override
    public void configuration() {
        routeConfiguration("worker-message")
            .onException(NoTaskMessage.class)
                .handled(true)
                .log(LoggingLevel.WARN, "caravan.worker", "A message that is no task's id goes to caravan.tasks.invalid: ${exception.message}")
                .to(ExchangePattern.InOnly, "spring-rabbitmq:default?routingKey=caravan.tasks.invalid&connectionFactory=#rabbit&autoDeclareProducer=false&confirm=enabled&confirmTimeout=5000")
                .bean("acknowledgement", "acknowledge")
            .end()
            .onException(Throwable.class)
                .handled(true)
                .bean("outages", "note")
                .delay(1000).asyncDelayed()
                .bean("acknowledgement", "giveBack")
            .end();
    }
}
