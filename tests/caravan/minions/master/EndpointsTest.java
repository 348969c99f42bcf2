package caravan.minions.master;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.minions.MasterApi;
import caravan.minions.MinionApi;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class EndpointsTest {

    @Test
    void all_of_the_master_s_have_a_line_each_and_no_other() throws Exception {
        List<String> lines = list(true).lines().toList();
        assertThat(lines)
                .extracting(line -> line.replaceAll("^(\\S+) +(\\S+) +\\S.*[.]$", "$1 $2"))
                .containsExactly(
                        "GET /ask_a_minion",
                        "GET /ask_a_minion/v1",
                        "GET /ask_a_minion/v1/time",
                        "POST /ask_a_minion/v1/magic8ball",
                        "GET /ask_a_minion/v1/query/{uuid}",
                        "GET /ask_a_minion/v1/jobs",
                        "DELETE /ask_a_minion/v1/jobs",
                        "GET /ask_a_minion/v1/minions",
                        "POST /ask_a_minion/v1/reports",
                        "GET /");
    }

    @Test
    void what_another_role_has_at_the_root_is_not_the_master_s() throws Exception {
        assertThat(list(false)).doesNotContain("GET    / ").contains("GET    /ask_a_minion/v1/time ");
    }

    private static String list(boolean home) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addOverrideProperty("caravan.role.master", "true");
            context.getPropertiesComponent().addOverrideProperty("caravan.home.master", Boolean.toString(home));
            context.getPropertiesComponent().addOverrideProperty("caravan.minion.alone", "true");
            context.getPropertiesComponent().addOverrideProperty("caravan.minion.sharing", "true");
            context.getRestConfiguration().setInlineRoutes(false);
            context.addRoutes(new MasterApi());
            context.addRoutes(new MinionApi());
            return new Endpoints(context).list();
        }
    }
}
