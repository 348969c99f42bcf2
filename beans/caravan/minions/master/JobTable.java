package caravan.minions.master;

import java.util.List;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;

/** The table of jobs, behind the routes that have its statements. */
final class JobTable implements Jobs.Table {

    private final ProducerTemplate routes;

    JobTable(ProducerTemplate routes) {
        this.routes = routes;
    }

    @Override
    public void store(List<Job> jobs) {
        routes.sendBody("direct:jobs-store", jobs);
    }

    @Override
    public List<Job> read(List<UUID> ids) {
        return jobs("direct:jobs-read", ids);
    }

    @Override
    public void hold(List<Job> jobs) {
        routes.sendBody("direct:jobs-hold", jobs);
    }

    @Override
    public List<Job> finish(List<Job> jobs) {
        return jobs("direct:jobs-finish", jobs);
    }

    @SuppressWarnings("unchecked")
    private List<Job> jobs(String route, Object asked) {
        return routes.requestBody(route, asked, List.class);
    }
}
