package caravan.shared.http;

import caravan.shared.JsonText;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The body of an error: RFC 9457, section 3, or the same as a page for a browser.
 *
 * @param contentType of the body
 * @param body text in UTF-8
 */
public record ProblemDocument(String contentType, String body) {

    /**
     * @param status HTTP status
     * @param detail what is wrong, or null if the status says it all
     * @param accept the request's {@code Accept}, may be null; a page is answered if it names {@code text/html}
     */
    public static ProblemDocument of(int status, String detail, String accept) {
        String title = HttpResponseStatus.valueOf(status).reasonPhrase();
        String said = detail == null ? title : detail;
        return accept != null && accept.contains("text/html")
                ? new ProblemDocument("text/html; charset=utf-8", page(status, title, said))
                : new ProblemDocument("application/problem+json", json(status, title, said));
    }

    private static String json(int status, String title, String detail) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", title);
        members.put("status", status);
        members.put("detail", detail);
        return JsonText.of(members);
    }

    private static String page(int status, String title, String detail) {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <link rel="icon" href="data:,">
                <title>%1$d %2$s</title>
                <style>body { font: 1rem/1.5 system-ui; margin: 3rem auto; max-width: 40rem; padding: 0 1rem; color-scheme: light dark }</style>
                <h1>%1$d %2$s</h1>
                <p>%3$s</p>
                """.formatted(status, title, escape(detail));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
