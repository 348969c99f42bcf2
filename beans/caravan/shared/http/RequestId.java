package caravan.shared.http;

import java.util.UUID;

/** The identifier that a request carries from the door to the last log line about it, over RabbitMQ too. */
public final class RequestId {

    /** Its header, in HTTP and in AMQP. */
    public static final String HEADER = "X-Request-Id";

    /** The exchange property that has it; a header may be joined by a query parameter or a form field of its name. */
    public static final String PROPERTY = "requestId";

    private static final int LONGEST = 128;

    private RequestId() {}

    /** The one that came, if it is 1 to 128 printable ASCII characters without a space, else a new one. */
    static String of(String came) {
        return came != null
                        && !came.isEmpty()
                        && came.length() <= LONGEST
                        && came.chars().allMatch(c -> c > ' ' && c < 127)
                ? came
                : UUID.randomUUID().toString();
    }
}
