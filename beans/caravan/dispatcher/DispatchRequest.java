package caravan.dispatcher;

import caravan.shared.JsonText;
import caravan.shared.http.Problem;
import caravan.shared.http.RequestId;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** Reads {@code /dispatch/{application}/{arg}/{arg}…}. */
public final class DispatchRequest {

    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private static final int LONGEST_KEY = 255;

    private final Applications applications;

    public DispatchRequest(Applications applications) {
        this.applications = applications;
    }

    /**
     * @param uri the request's path as it was sent, percent-encoded (RFC 3986, section 2.1), perhaps with a query
     * @param idempotencyKey the header Idempotency-Key: the same one again is the same request; null: there is none
     * @return the task; its data is a JSON array of the arguments, each decoded and kept to the character
     * @throws Problem 404 for an unknown application, with the known ones; 400 for an argument that is not UTF-8,
     *     or a key that is none
     */
    public NewTask read(
            @Header(Exchange.HTTP_URI) String uri,
            @Header("Idempotency-Key") String idempotencyKey,
            @ExchangeProperty(RequestId.PROPERTY) String requestId) {
        List<String> segments = new ArrayList<>();
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        for (String segment : relative(path).split("/", -1)) {
            segments.add(decode(segment));
        }
        // An empty string, "dispatch", the application, and then its arguments; a slash at the end adds none.
        String application = segments.get(2);
        List<String> arguments = segments.subList(3, segments.size());
        if (!arguments.isEmpty() && arguments.get(arguments.size() - 1).isEmpty()) {
            arguments = arguments.subList(0, arguments.size() - 1);
        }
        if (!applications.has(application)) {
            throw Problem.of(
                    404,
                    "There is no application '" + application + "'; there are "
                            + String.join(", ", applications.names()));
        }
        String data = JsonText.of(arguments);
        return NewTask.dispatched(IDS.generate(), application, data, requestId, key(idempotencyKey, application, data));
    }

    private static TaskKey key(String idempotencyKey, String application, String data) {
        if (idempotencyKey == null) {
            return null;
        }
        if (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY) {
            throw Problem.of(
                    400,
                    "Idempotency-Key has " + idempotencyKey.strip().length() + " characters, not 1 to " + LONGEST_KEY);
        }
        return TaskKey.ofRequest(idempotencyKey, application, data);
    }

    /** Without scheme and authority (RFC 9112, section 3.2.2), and with one slash where a request has more. */
    private static String relative(String path) {
        int from = path.startsWith("/") ? 0 : path.indexOf('/', path.indexOf("//") + 2);
        while (path.startsWith("//", from)) {
            from++;
        }
        return path.substring(from);
    }

    /** The request line comes as bytes, one a character; curl sends those of an é as they are. */
    private static String decode(String segment) {
        try {
            // URLDecoder is made for forms, where a plus is a space; in a path it is a plus.
            String bytes = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(400, "The argument '" + segment + "' is not UTF-8");
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "In '" + segment + "' a % is not followed by two hexadecimal digits");
        }
    }
}
