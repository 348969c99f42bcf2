package caravan.dispatcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Says how an attempt ended, and reads what it begins with. */
public final class Outcomes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TRACEBACK = 8 * 1024;

    /** The application's input: the arguments as a list of strings, or whatever JSON an event's data are. */
    public Object input(@ExchangeProperty("task") ClaimedTask task) throws JsonProcessingException {
        return JSON.readValue(task.data(), Object.class);
    }

    /** 200, with the body as JSON; an application that leaves none behind has the result null. */
    public Outcome succeeded(@ExchangeProperty("task") ClaimedTask task, @Body Object result)
            throws JsonProcessingException {
        return new Outcome(task.id(), task.attempt(), 200, JSON.writeValueAsString(result), null, null, "");
    }

    /** 422: the input is wrong, and stays so. */
    public Outcome rejected(
            @ExchangeProperty("task") ClaimedTask task, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause) {
        return new Outcome(
                task.id(),
                task.attempt(),
                422,
                null,
                cause.getClass().getSimpleName(),
                storable(cause.getMessage()),
                "");
    }

    /** 500: the application failed. */
    public Outcome failed(
            @ExchangeProperty("task") ClaimedTask task, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause) {
        return new Outcome(
                task.id(),
                task.attempt(),
                500,
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
