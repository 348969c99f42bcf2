package caravan.minions;

import caravan.shared.http.Problems;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Configuration;

/** What masters and minions both need. */
@Configuration
public class JobBeans {

    @BindToRegistry(value = "jobProblems", lazy = true)
    public JobProblems jobProblems(Problems problems) {
        return new JobProblems(problems);
    }
}
