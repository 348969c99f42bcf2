package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebDriverException;

/** The pages of the imports, as a person uses them. */
@Tag("real-servers")
class ImportPageIT {

    private static final int ROWS = 60_000;

    @RegisterExtension
    static final Testbed testbed = new Testbed();

    @TempDir
    static Path folder;

    private static Program program;
    private static Browser browser;

    @BeforeAll
    static void start() {
        program = testbed.start("caravan.roles=publisher,consumer");
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Test
    void a_file_is_uploaded_its_bar_moves_and_its_rejects_are_there() throws IOException {
        browser.open(program.url("/"));
        Accessibility.expect(browser);
        browser.find("#input_file").sendKeys(file("staff <b>.csv").toString());
        browser.find("#clear").click();
        browser.click("Import");

        browser.awaitThat(() -> assertThat(browser.find("h1").getText()).isEqualTo("staff <b>.csv"));
        Set<Integer> percents = new TreeSet<>();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> {
                    // In this order: it may end between the two looks.
                    boolean completed = browser.find(".badge").getText().equals("completed");
                    percents.add(Integer.valueOf(browser.find("progress").getAttribute("value")));
                    return completed;
                });
        assertThat(percents).hasSizeGreaterThan(2).contains(100);
        browser.awaitThat(() -> assertThat(browser.texts("td"))
                .startsWith("" + (ROWS - 1), "" + (ROWS - 1), "" + (ROWS - 1), "0", "1"));
        String rejects = program.get(URI.create(browser.named("rejected.csv").getAttribute("href"))
                        .getPath())
                .body();
        assertThat(rejects).isEqualToNormalizingNewlines("line,reason,row\n7,1 field instead of 2,no comma\n");

        Accessibility.expect(browser);
        browser.click("Undo");
        browser.awaitThat(() -> assertThat(browser.find(".badge").getText()).isEqualTo("undone"));
        browser.awaitThat(() -> assertThat(browser.texts("dd")).contains("" + (ROWS - 1)));
        Accessibility.expect(browser);
        browser.click("Another import");
        browser.awaitThat(
                () -> assertThat(browser.texts("td.name")).anyMatch(name -> name.startsWith("staff <b>.csv")));
        Accessibility.expect(browser);
    }

    @Test
    void what_is_wrong_is_said_on_a_page() throws IOException {
        browser.open(program.url("/import/"));
        browser.find("#charset").clear();
        browser.find("#charset").sendKeys("klingon");
        browser.find("#input_file").sendKeys(file("again.csv").toString());
        browser.click("Check only");

        browser.awaitThat(
                () -> assertThat(browser.find("body").getText()).contains("charset is none that is known here"));
        Accessibility.expect(browser);
    }

    @Test
    void a_phone_shows_the_form_in_its_whole_width() {
        browser.narrow(360);
        for (String page : new String[] {"/import/", "/imports"}) {
            browser.open(program.url(page));
            browser.awaitThat(() -> assertThat(browser.overflow()).isZero());
        }
    }

    private static Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        try (Writer rows = Files.newBufferedWriter(file)) {
            for (int row = 1; row <= ROWS; row++) {
                rows.write(row == 7 ? "no comma\n" : "Name " + row + ",user" + row + "@example.org\n");
            }
        }
        return file;
    }
}
