package caravan.minions.master;

import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.rest.RestDefinition;
import org.apache.camel.model.rest.VerbDefinition;

/** What the master can be asked, from the descriptions of its own entries. */
public final class Endpoints {

    private static final String TAG = "master";

    private final CamelContext context;

    Endpoints(CamelContext context) {
        this.context = context;
    }

    /** @return a line each: method, path, explanation */
    public String list() {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRestDefinitions().stream()
                .filter(rest -> TAG.equals(rest.getTag()) && !Boolean.parseBoolean(disabled(rest)))
                .flatMap(rest -> rest.getVerbs().stream().map(verb -> line(rest, verb)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private String disabled(RestDefinition rest) {
        return rest.getDisabled() == null ? "false" : context.resolvePropertyPlaceholders(rest.getDisabled());
    }

    private static String line(RestDefinition rest, VerbDefinition verb) {
        String path = verb.getPath() == null ? "" : verb.getPath();
        return String.format(
                "%-6s %-40s %s",
                verb.asVerb().toUpperCase(java.util.Locale.ROOT),
                (rest.getPath() + path).replaceAll("/+", "/"),
                verb.getDescriptionText());
    }
}
