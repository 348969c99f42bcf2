package caravan.minions;

import caravan.shared.http.Problem;
import caravan.shared.http.Problems;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What went wrong with a request for a job: what is wrong with the request itself as a job that was not begun. */
public final class JobProblems {

    private final Problems problems;

    JobProblems(Problems problems) {
        this.problems = problems;
    }

    /** Replaces the message by what the exception that was caught comes to. */
    public void answer(Exchange exchange) {
        Problem problem = problems.problem(exchange);
        if (problem.status() != 400) {
            problems.write(exchange, problem);
            return;
        }
        Message message = exchange.getMessage();
        message.setBody(JobDocument.refused(problem.getMessage()));
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 400);
    }
}
