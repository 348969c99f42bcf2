package caravan.dispatcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Says how an attempt ended. */
public final class Outcomes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TRACEBACK = 8 * 1024;

    private final Backoff backoff;

    public Outcomes(Backoff backoff) {
        this.backoff = backoff;
    }

    /** 200, with the body as JSON; an application that leaves none behind has the result null. */
    public Outcome succeeded(@ExchangeProperty("task") ClaimedTask task, @Body Object result)
            throws JsonProcessingException {
        return new Outcome(task.id(), task.attempt(), 200, null, JSON.writeValueAsString(result), null, null, "");
    }

    /** 422: the input is wrong, and stays so. */
    public Outcome rejected(
            @ExchangeProperty("task") ClaimedTask task, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause) {
        return new Outcome(
                task.id(),
                task.attempt(),
                422,
                null,
                null,
                cause.getClass().getSimpleName(),
                storable(cause.getMessage()),
                "");
    }

    /** 102 with a time to wait, or 500 if that was the last attempt: the application failed. */
    public Outcome failed(
            @ExchangeProperty("task") ClaimedTask task, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause) {
        OptionalLong wait = backoff.after(task.attempt());
        return new Outcome(
                task.id(),
                task.attempt(),
                wait.isPresent() ? 102 : 500,
                wait.isPresent() ? wait.getAsLong() : null,
                null,
                cause.getClass().getSimpleName(),
                storable(cause.getMessage()),
                traceback(cause));
    }

    private static String traceback(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        String all = storable(text.toString());
        return all.length() <= LONGEST_TRACEBACK ? all : all.substring(0, LONGEST_TRACEBACK) + "…";
    }

    /** PostgreSQL's text holds no NUL; it is shown as the symbol for it. */
    private static String storable(String text) {
        return text == null ? null : text.replace('\0', '\u2400');
    }
}
