package caravan.dispatcher.applications.program;

import org.apache.camel.BindToRegistry;
import org.apache.camel.Configuration;
import org.apache.camel.PropertyInject;

/** The parts of the application {@code exec}. */
@Configuration
public class ProgramBeans {

    @BindToRegistry(value = "allowedPrograms", lazy = true)
    public AllowedPrograms allowedPrograms(@PropertyInject("caravan.dispatcher.programs") String programs) {
        return AllowedPrograms.of(programs);
    }

    @BindToRegistry(value = "programRuns", lazy = true)
    public ProgramRuns programRuns(@PropertyInject("caravan.dispatcher.max-result-bytes") int mostBytes) {
        return new ProgramRuns(ProcessGroups.ofThisMachine(), mostBytes);
    }
}
