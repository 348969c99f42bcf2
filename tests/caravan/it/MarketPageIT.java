package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shop, as a person uses it. */
@Tag("real-servers")
class MarketPageIT {

    @RegisterExtension
    static final Testbed testbed = new Testbed();

    private static Program program;
    private static Browser browser;

    @BeforeAll
    static void start() {
        program = testbed.start("caravan.roles=market,ratings", "caravan.heartbeat=1s");
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Test
    void things_are_rated_put_into_the_cart_and_bought() {
        browser.open(program.url("/market/"));
        browser.awaitThat(() -> {
            browser.open(program.url("/"));
            assertThat(browser.texts(".rating"))
                    .containsExactly("4.5\nof 5 stars", "3.5\nof 5 stars", "4.0\nof 5 stars", "5.0\nof 5 stars");
        });
        browser.click("Add to cart: camera");
        browser.awaitThat(() -> assertThat(browser.texts("tbody td")).startsWith("camera", "1", "249.00", "249.00"));
        browser.click("Add to cart: camera");
        browser.awaitThat(() -> assertThat(browser.texts("tbody td")).startsWith("camera", "2", "249.00", "498.00"));
        browser.click("Add to cart: guitar");
        browser.awaitThat(() -> assertThat(browser.texts("tfoot strong")).containsExactly("687.00 EUR"));
        Accessibility.expect(browser);
        browser.click("Remove: camera");
        browser.awaitThat(() -> assertThat(browser.texts("tfoot strong")).containsExactly("189.00 EUR"));
        browser.click("Check out");
        browser.awaitThat(
                () -> assertThat(browser.find("section .quiet").getText()).isEqualTo("There is nothing in it yet."));
        Accessibility.expect(browser);
    }

    @Test
    void without_any_instance_the_last_known_ratings_stay_with_their_age() {
        new Shop(program).awaitTurns(shared(1), shared(2), shared(3));
        for (int number = 1; number <= 3; number++) {
            program.post("/instances/ratings-" + number + "/stop", "");
        }
        browser.awaitThat(() -> {
            browser.open(program.url("/market/"));
            assertThat(browser.texts(".rating"))
                    .allSatisfy(text -> assertThat(text).matches("(?s)\\d.\\d\\sof 5 stars\\sas of \\d+ s ago"));
        });
        Accessibility.expect(browser);
        for (int number = 1; number <= 3; number++) {
            program.post("/instances/ratings-" + number + "/start", "");
        }
    }

    private static String shared(int number) {
        return new Shop(program).shared(number);
    }
}
