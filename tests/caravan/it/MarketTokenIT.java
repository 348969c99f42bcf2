package caravan.it;

import static caravan.it.Shop.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A market and its ratings with a token for a Consul that wants one, which is taken from them while they run. */
@Tag("real-servers")
class MarketTokenIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String REFUSES = "refuses to be asked";

    @RegisterExtension
    static final Testbed testbed = new Testbed();

    @TempDir
    static Path folder;

    private static ConsulTokens consul;

    @BeforeAll
    static void start() {
        consul = new ConsulTokens(folder.resolve("consul.log"));
    }

    @AfterAll
    static void close() {
        consul.close();
    }

    @Test
    void a_token_that_is_revoked_is_said_once_and_changes_nothing_until_it_holds_again() {
        UUID token = UUID.randomUUID();
        consul.give(token);
        Program one = started("ratings", token);
        Program market = started("market", token);
        Shop shop = new Shop(market);
        shop.awaitTurns(address(one));

        consul.revoke(token);
        await().atMost(PATIENCE).until(() -> health(market).contains("degraded: Consul " + REFUSES));
        await().atMost(PATIENCE).until(() -> one.log().contains("registration failed, and goes on: Consul refuses"));
        shop.awaitTurns(address(one));
        assertThat(market.statusOf("/observe/health/ready")).isEqualTo(200);

        consul.give(token);
        await().atMost(PATIENCE).until(() -> !health(market).contains("degraded"));
        Program two = started("ratings", token);
        shop.awaitTurns(address(one), address(two));
        assertThat(market.log().split(REFUSES, -1)).as("said once").hasSize(2);
        assertThat(market.log()).contains("answers again").doesNotContain(token.toString(), "\tat ");
    }

    private static String health(Program program) {
        return program.get("/observe/health/ready").body();
    }

    private static Program started(String role, UUID token) {
        return testbed.start(
                "caravan.roles=" + role,
                "caravan.heartbeat=1s",
                "caravan.consul.url=" + consul.agent().url(),
                "caravan.consul.token=" + token);
    }
}
