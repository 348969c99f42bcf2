package caravan.dispatcher.events;

import caravan.dispatcher.Applications;
import caravan.shared.health.Degraded;
import java.nio.file.Path;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Configuration;
import org.apache.camel.PropertyInject;
import org.apache.camel.health.HealthCheckRegistry;

/** The parts of the role dispatcher that take events; made when its routes ask for them. */
@Configuration
public class EventBeans {

    @BindToRegistry(value = "eventReader", lazy = true)
    public EventReader eventReader(@PropertyInject("caravan.dispatcher.max-events") int most) {
        return new EventReader(most);
    }

    @BindToRegistry(value = "eventTasks", lazy = true)
    public EventTasks eventTasks() {
        return new EventTasks();
    }

    @BindToRegistry(value = "receipt", lazy = true)
    public Receipt receipt() {
        return new Receipt();
    }

    @BindToRegistry(value = "rules", lazy = true)
    public Rules rules(
            CamelContext context, Applications applications, @PropertyInject("caravan.dispatcher.rules") String file)
            throws Exception {
        Rules rules = new Rules(
                new RulesFile(Path.of(file)), new RuleReader(context.resolveLanguage("jsonpath")), applications);
        context.addStartupListener(rules);
        HealthCheckRegistry.get(context).register(new Degraded("rules", rules::trouble));
        return rules;
    }

    @BindToRegistry(value = "webhookSenders", lazy = true)
    public WebhookSenders webhookSenders(
            @PropertyInject(value = "caravan.dispatcher.webhook-origins", defaultValue = "") String origins) {
        return WebhookSenders.of(origins);
    }
}
