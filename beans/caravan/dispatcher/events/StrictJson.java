package caravan.dispatcher.events;

import caravan.shared.http.Problem;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * JSON (RFC 8259) of strangers: no member twice in an object, at most 200 levels deep, nothing behind it. Values are maps
 * in the order of their members, lists, strings, booleans, null, and numbers to the digit: Integer, Long, BigInteger,
 * BigDecimal. What is wrong is a Problem 400 that says what.
 */
final class StrictJson {

    /** Levels of nesting; nobody's events are as deep, and whoever looks at one may do so recursively. */
    static final int DEEPEST = 200;

    private static final int LONGEST_NUMBER = 1000;
    private static final String ENDS = "Unexpected end-of-input";
    private static final String TWICE = "Duplicate field ";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Strangers' names are not kept.
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {}

    /**
     * The one value that a text is.
     *
     * @param name what to call the text when it is no JSON, such as {@code data}
     */
    static Object value(String text, String name) {
        return parsed(text, name, parser -> {
            requireSomething(parser.nextToken(), name);
            Object value = MAPPER.readValue(parser, Object.class);
            requireEnd(parser, name);
            return value;
        });
    }

    /**
     * The elements of the array that a text is.
     *
     * @param most so many may there be
     * @param element makes of each value and its own text what is wanted; its Problem is told with the index before it
     * @throws Problem 413 if there are more
     */
    static <T> List<T> elements(String text, String name, int most, BiFunction<Object, String, T> element) {
        return parsed(text, name, parser -> {
            JsonToken first = parser.nextToken();
            requireSomething(first, name);
            if (first != JsonToken.START_ARRAY) {
                throw Problem.of(400, name + " is no JSON array");
            }
            List<T> elements = new ArrayList<>();
            while (next(parser, elements.size()) != JsonToken.END_ARRAY) {
                if (elements.size() == most) {
                    throw Problem.of(413, name + " holds more than the " + most + " events that are taken at once");
                }
                elements.add(element(parser, text, elements.size(), element));
            }
            requireEnd(parser, name);
            return elements;
        });
    }

    /** @param value of the kinds that are read here */
    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T element(JsonParser parser, String text, int index, BiFunction<Object, String, T> made)
            throws IOException {
        try {
            int from = (int) parser.currentTokenLocation().getCharOffset();
            Object value = MAPPER.readValue(parser, Object.class);
            int to = (int) parser.currentLocation().getCharOffset();
            return made.apply(value, text.substring(from, to));
        } catch (JsonProcessingException | NumberFormatException e) {
            throw atIndex(index, problem("the event", e));
        } catch (Problem problem) {
            throw atIndex(index, problem);
        }
    }

    private static JsonToken next(JsonParser parser, int index) throws IOException {
        try {
            return parser.nextToken();
        } catch (JsonProcessingException e) {
            throw atIndex(index, problem("the event", e));
        }
    }

    private static Problem atIndex(int index, Problem problem) {
        return Problem.of(problem.status(), "At index " + index + " of the batch: " + problem.getMessage());
    }

    private static void requireSomething(JsonToken first, String name) {
        if (first == null) {
            throw Problem.of(400, name + " is empty");
        }
    }

    private static void requireEnd(JsonParser parser, String name) throws IOException {
        if (parser.nextToken() != null) {
            throw Problem.of(400, name + " goes on after its JSON has ended" + at(parser.currentTokenLocation()));
        }
    }

    private static <T> T parsed(String text, String name, Reading<T> reading) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            return reading.read(parser);
        } catch (JsonProcessingException | NumberFormatException e) {
            throw problem(name, e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In our own words: Jackson's name its classes and switches. */
    private static Problem problem(String name, Exception failure) {
        if (!(failure instanceof JsonProcessingException json)) {
            return Problem.of(400, name + " holds a number whose exponent is too large");
        }
        String message = String.valueOf(json.getOriginalMessage());
        String said;
        if (json instanceof JsonEOFException || message.startsWith(ENDS)) {
            said = " is cut off: its JSON does not end";
        } else if (message.startsWith(TWICE)) {
            said = " has the member " + Shown.text(message.substring(TWICE.length())) + " twice";
        } else if (json instanceof StreamConstraintsException && message.contains("nesting depth")) {
            said = " is nested deeper than " + DEEPEST + " levels";
        } else if (json instanceof StreamConstraintsException && message.startsWith("Number")) {
            said = " holds a number of more than " + LONGEST_NUMBER + " digits";
        } else {
            said = " is no JSON";
        }
        return Problem.of(400, name + said + at(json.getLocation()));
    }

    private static String at(JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    /** Something that reads from a parser. */
    private interface Reading<T> {
        T read(JsonParser parser) throws IOException;
    }
}
