package caravan.shared.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path folder;

    final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void clear() throws Exception {
        System.clearProperty("caravan.auth.tokens.ann");
        context.close();
    }

    @Test
    void there_are_none_unless_somebody_sets_one() throws Exception {
        assertThat(Secrets.tokens(file("caravan.port = 8080"))).isEmpty();
    }

    @Test
    void a_token_of_the_command_line_replaces_the_file_s_of_the_same_name() throws Exception {
        PropertiesComponent properties =
                file("caravan.auth.tokens.ann = of the file, not used", "caravan.auth.tokens.bob = bob's 16 letters");
        System.setProperty("caravan.auth.tokens.ann", "of the command line");
        assertThat(Secrets.tokens(properties)).containsExactly("of the command line", "bob's 16 letters");
    }

    @Test
    void one_that_is_too_short_is_refused_by_its_name_and_not_repeated() throws Exception {
        PropertiesComponent properties = file("caravan.auth.tokens.bob = fifteen letters");
        assertThatThrownBy(() -> Secrets.tokens(properties))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("caravan.auth.tokens.bob")
                .hasMessageNotContaining("fifteen");
    }

    private PropertiesComponent file(String... lines) throws Exception {
        Path file = Files.write(folder.resolve("application.properties"), List.of(lines));
        PropertiesComponent properties = new PropertiesComponent("file:" + file);
        context.setPropertiesComponent(properties);
        return properties;
    }
}
