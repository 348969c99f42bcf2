package caravan.it;

import static caravan.it.BadInstance.saying;
import static caravan.it.Shop.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One that answers nonsense is registered beside one that rates: a market of little memory shuts it out, and nobody sees anything. */
@Tag("real-servers")
class MarketBadInstanceIT {

    private static final String RATING = "{\"thing\":\"camera\",\"rating\":1.0,\"instance\":\"bad\"}";

    @RegisterExtension
    static final Testbed testbed = new Testbed();

    @TempDir
    static Path folder;

    private static ConsulAgent consul;
    private static Program market;
    private static Program good;
    private static Shop shop;

    @BeforeAll
    static void start() {
        consul = new ConsulAgent(folder.resolve("consul.log"));
        String registry = "caravan.consul.url=" + consul.url();
        good = testbed.start("caravan.roles=ratings", "caravan.heartbeat=1s", registry);
        List<String> small = new ArrayList<>(List.of("-Xmx96m", "-XX:MaxDirectMemorySize=48m"));
        small.addAll(Rehearsal.program());
        market = testbed.startAs(small, "caravan.roles=market", registry);
        shop = new Shop(market);
    }

    @AfterAll
    static void close() {
        consul.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void it_is_shut_out_and_all_ratings_are_those_of_the_other(String name, BadInstance.Manner manner)
            throws Exception {
        shop.awaitTurns(address(good));
        try (BadInstance bad = new BadInstance(manner);
                Shoppers shoppers = Shoppers.visiting(market, 10)) {
            consul.register("ratings", "bad-" + bad.port(), bad.port());
            shop.awaitBreaker(bad.address(), "open");
            shop.awaitLog("OPEN breaker on [ratings at " + bad.address() + "]");
            shop.awaitTurns(address(good));
            shoppers.expectAllServed();
            assertThat(shoppers.raters()).containsExactly(address(good));
            consul.deregister("bad-" + bad.port());
        }
        assertThat(market.isAlive()).isTrue();
        assertThat(market.log()).doesNotContain("OutOfMemory", "\tat ");
    }

    static Stream<Arguments> it_is_shut_out_and_all_ratings_are_those_of_the_other() {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
        return Stream.of(
                arguments("an error", saying("HTTP/1.1 500 Oops\r\nContent-Length: 62\r\n\r\n" + RATING)),
                arguments("no JSON", saying(head + "Content-Length: 9\r\n\r\nno rating")),
                arguments("no HTTP", saying("SSH-2.0-OpenSSH_9.2p1\r\n")),
                arguments("a rating of another scale", saying(head + "Content-Length: 13\r\n\r\n{\"rating\":99}")),
                arguments(
                        "a gibibyte",
                        saying(head + "Content-Length: 1073741824\r\n\r\n{\"rating\":1", " ".repeat(65_536), 0)),
                arguments(
                        "a body without end",
                        saying(
                                head + "Transfer-Encoding: chunked\r\n\r\n",
                                "10000\r\n" + " ".repeat(65_536) + "\r\n",
                                0)),
                arguments("a byte a second", saying(head + "Content-Length: 62\r\n\r\n", " ", 1000)),
                arguments("half a body", saying(head + "Content-Length: 1000\r\n\r\n" + RATING)),
                arguments(
                        "the way to the other",
                        saying("HTTP/1.1 302 Found\r\nLocation: " + address(good)
                                + "/ratings/camera\r\nContent-Length: 0\r\n\r\n")),
                arguments("nothing", saying("")),
                arguments("a huge header", saying(head + "X-Huge: " + "x".repeat(1_000_000) + "\r\n\r\n" + RATING)),
                arguments("headers without end", saying(head, "X-More: " + "x".repeat(1000) + "\r\n", 0)));
    }
}
