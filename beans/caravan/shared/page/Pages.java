package caravan.shared.page;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** Pages as answers, made from the templates in {@code pages/}, which escape what they show. */
public final class Pages {

    /** The exchange property that keeps the request's {@code Accept}, whatever becomes of the message's headers. */
    public static final String ACCEPT = "accept";

    /** Nothing but our own style sheet and forms: Content Security Policy Level 3. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final TemplateEngine templates;
    private final List<Link> links;

    /** @param links to the systems that run in this process, at the head of every page */
    Pages(TemplateEngine templates, List<Link> links) {
        this.templates = templates;
        this.links = List.copyOf(links);
    }

    /** Whether a browser asks: {@code Accept} names {@code text/html}. */
    public static boolean areWanted(Exchange exchange) {
        return accepts(exchange, "text/html");
    }

    /** Whether {@code Accept} names a media type, to the letter. */
    public static boolean accepts(Exchange exchange, String type) {
        String accept = accept(exchange);
        return accept != null && accept.contains(type);
    }

    /** The request's {@code Accept}; null if it had none. */
    public static String accept(Exchange exchange) {
        return exchange.getProperty(ACCEPT, exchange.getMessage().getHeader("Accept"), String.class);
    }

    /**
     * Makes a page the answer.
     *
     * @param template below {@code pages/}
     * @param parameters of the template, by name; {@code links} is added
     */
    public void answer(Exchange exchange, String template, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("links", links);
        StringOutput page = new StringOutput();
        templates.render(template, all, page);
        exchange.getMessage().setBody(page.toString());
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "text/html; charset=utf-8");
        exchange.getMessage().setHeader("Content-Security-Policy", POLICY);
        exchange.getMessage().setHeader("Cache-Control", "no-store");
    }
}
