package caravan.dispatcher.applications.web;

import caravan.dispatcher.InputRejected;
import caravan.dispatcher.applications.StorableText;
import caravan.dispatcher.applications.web.FirstBytes.Excerpt;
import caravan.shared.http.PlainUrl;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Set;
import org.apache.camel.Body;

/** What another server's answer means for the task: its result, no result for good, or another attempt. */
public final class WebAnswer {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Request Timeout, Too Early (RFC 8470) and Too Many Requests (RFC 6585): the request is well, the moment is not. */
    private static final Set<Integer> LATER = Set.of(408, 425, 429);

    private static final int LONGEST_QUOTE = 500;

    /**
     * @return of a 2xx: the body, as the JSON that it is if it says so and is some, else as text
     * @throws InputRejected if it is a 3xx or 4xx, or its body is too long: asking again would change nothing
     * @throws RequestFailed if it is a 5xx, or one of the 4xx that ask for another attempt
     */
    public Object result(@Body HttpResponse<Excerpt> answer) {
        int status = answer.statusCode();
        String said = "GET " + PlainUrl.shown(answer.uri()) + " was answered " + status;
        if (status >= 500 || LATER.contains(status)) {
            throw new RequestFailed(said + quote(answer));
        }
        if (status >= 400) {
            throw new InputRejected(said + quote(answer));
        }
        if (status >= 300) {
            String target = answer.headers().firstValue("Location").orElse("nowhere");
            throw new InputRejected(said + ", a redirect to " + target + "; redirects are not followed");
        }
        if (!answer.body().whole()) {
            throw new InputRejected(said + " with more than " + answer.body().bytes().length
                    + " bytes (caravan.dispatcher.max-result-bytes)");
        }
        return content(answer);
    }

    private static Object content(HttpResponse<Excerpt> answer) {
        if (type(answer).isJson()) {
            try {
                return JSON.readValue(answer.body().bytes(), Object.class);
            } catch (IOException e) {
                // It says that it is JSON and is not: a text, like any other.
            }
        }
        return text(answer);
    }

    /** What the other server has to say about it, as far as one reads. */
    private static String quote(HttpResponse<Excerpt> answer) {
        String text = text(answer).strip();
        return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(text.length(), LONGEST_QUOTE));
    }

    private static String text(HttpResponse<Excerpt> answer) {
        return StorableText.of(answer.body().bytes(), type(answer).charset());
    }

    private static ContentType type(HttpResponse<Excerpt> answer) {
        return ContentType.of(answer.headers().firstValue("Content-Type").orElse(""));
    }
}
