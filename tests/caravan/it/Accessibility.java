package caravan.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Whether people can use a page who do not see, or see otherwise, or have no mouse: as far as axe-core can tell. */
final class Accessibility {

    private static final String AXE = source("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js");

    /** Answers with one text for each rule that is broken badly: the rule, and where. */
    private static final String LOOK = """
            ;const done = arguments[arguments.length - 1];
            axe.run().then(
                found => done(found.violations
                    .filter(broken => ['serious', 'critical'].includes(broken.impact))
                    .map(broken => broken.id + ': '
                        + broken.nodes.map(node => node.html + ' ' + node.failureSummary).join('\\n'))),
                failure => done(['axe: ' + failure]));
            """;

    private Accessibility() {}

    /** The page that is open breaks no rule seriously or critically, neither in light nor in dark. */
    static void expect(Browser browser) {
        for (String scheme : List.of("light", "dark")) {
            browser.prefer(scheme);
            assertThat(browser.run(AXE + LOOK))
                    .as("%s in %s", browser.address(), scheme)
                    .isEqualTo(List.of());
        }
    }

    private static String source(String path) {
        try (InputStream script = Accessibility.class.getResourceAsStream(path)) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
