package caravan.imports.consumer;

import caravan.shared.http.Problem;
import caravan.shared.http.Problems;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Errors as the protocol of the sessions has them: the body {@code ERROR}, the status, and why in the header X-Error. */
public final class ConsumerErrors {

    private final Problems problems;

    ConsumerErrors(Problems problems) {
        this.problems = problems;
    }

    /** Replaces the message by the answer to the exception that was caught. */
    public void answer(Exchange exchange) {
        Problem problem = problems.problem(exchange);
        Message message = exchange.getMessage();
        message.setBody("ERROR");
        message.setHeader(Exchange.CONTENT_TYPE, "text/plain");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.status());
        message.setHeader("X-Error", problem.getMessage());
        problem.headers().forEach(message::setHeader);
    }
}
