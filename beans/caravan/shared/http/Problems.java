package caravan.shared.http;

import caravan.shared.database.DatabaseFailure;
import caravan.shared.page.Pages;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong in a route into the answer of its request. */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger("caravan.http");

    /** Replaces the message by the problem document of the exception that was caught. */
    public void answer(Exchange exchange) {
        write(exchange, problem(exchange));
    }

    /** Replaces the message by the document of a problem. */
    public void write(Exchange exchange, Problem problem) {
        Message message = exchange.getMessage();
        ProblemDocument document = ProblemDocument.of(problem.status(), problem.getMessage(), Pages.accept(exchange));
        message.setBody(document.body());
        message.setHeader(Exchange.CONTENT_TYPE, document.contentType());
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.status());
        problem.headers().forEach(message::setHeader);
    }

    /** What the exception that was caught comes to; logged, if it is a fault of the program. */
    public Problem problem(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
            if (cause instanceof RejectedExecutionException) {
                return Problem.unavailable("Too many requests wait already");
            }
            if (cause instanceof TimeoutException) {
                return Problem.unavailable("The database does not answer in time");
            }
        }
        if (DatabaseFailure.isDiskFull(failure)) {
            return Problem.of(507, "The disk of the database is full");
        }
        if (DatabaseFailure.passes(failure)) {
            return Problem.unavailable("The database is away");
        }
        LOG.error(
                "{} failed [request {}]", exchange.getFromRouteId(), exchange.getProperty(RequestId.PROPERTY), failure);
        return Problem.of(
                500, "The program failed on this request; its log has the cause under the request's identifier");
    }
}
