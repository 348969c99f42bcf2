package caravan.shared.page;

import caravan.shared.start.Role;
import caravan.shared.start.Settings;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Configuration;

/** What routes that answer pages name. */
@Configuration
public class PageBeans {

    /** The templates are compiled with the program. */
    @BindToRegistry(value = "pages", lazy = true)
    public Pages pages(Settings settings) {
        List<Link> links = new ArrayList<>();
        if (settings.has(Role.PUBLISHER)) {
            links.add(new Link("Imports", "/import/"));
        }
        if (settings.has(Role.MARKET)) {
            links.add(new Link("Market", "/market/"));
        }
        return new Pages(TemplateEngine.createPrecompiled(ContentType.Html), links);
    }
}
