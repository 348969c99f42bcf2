package caravan.dispatcher.applications.web;

import org.apache.camel.BindToRegistry;
import org.apache.camel.Configuration;
import org.apache.camel.PropertyInject;

/** The parts of the application {@code http}. */
@Configuration
public class WebBeans {

    @BindToRegistry(value = "allowedUrls", lazy = true)
    public AllowedUrls allowedUrls(@PropertyInject("caravan.dispatcher.urls") String prefixes) {
        return AllowedUrls.of(prefixes);
    }

    @BindToRegistry(value = "webClient", lazy = true)
    public WebClient webClient(@PropertyInject("caravan.dispatcher.max-result-bytes") int mostBytes) {
        return new WebClient(mostBytes);
    }

    @BindToRegistry(value = "webAnswer", lazy = true)
    public WebAnswer webAnswer() {
        return new WebAnswer();
    }
}
