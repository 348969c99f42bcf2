package caravan.shared.start;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.Refusal;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnownPropertiesTest {
    DefaultCamelContext context;
    PropertiesComponent properties;

    @BeforeEach
    void read_ours() {
        context = new DefaultCamelContext();
        properties = new PropertiesComponent("classpath:application.properties");
        context.setPropertiesComponent(properties);
    }

    @AfterEach
    void clear() throws Exception {
        System.clearProperty("caravan.prot");
        System.clearProperty("caravan.port");
        System.clearProperty("caravan.auth.tokens.me");
        context.close();
    }

    @Test
    void a_misspelt_property_is_refused_with_those_there_are() {
        System.setProperty("caravan.prot", "8080");
        assertThatThrownBy(() -> KnownProperties.check(properties))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("caravan.prot is no property of Caravan; there are ")
                .hasMessageContaining("caravan.port")
                .hasMessageNotContaining("camel.main");
    }

    @Test
    void those_of_application_properties_and_tokens_of_any_name_are_known() {
        System.setProperty("caravan.port", "8080");
        System.setProperty("caravan.auth.tokens.me", "0123456789abcdef");
        assertThatCode(() -> KnownProperties.check(properties)).doesNotThrowAnyException();
    }
}
