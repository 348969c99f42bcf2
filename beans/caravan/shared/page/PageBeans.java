package caravan.shared.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Configuration;

/** What routes that answer pages name. */
@Configuration
public class PageBeans {

    /** The templates are compiled with the program. */
    @BindToRegistry(value = "pages", lazy = true)
    public Pages pages() {
        return new Pages(TemplateEngine.createPrecompiled(ContentType.Html));
    }
}
