package caravan.dispatcher;

/**
 * An event's attributes as its task shows them; each may be null.
 *
 * @param typeVersion only CloudEvents 0.1 has it
 * @param schemaUrl 1.0's dataschema, 0.1's schemaURL
 * @param text the event as it came, as a JSON text
 */
public record Event(
        String type,
        String typeVersion,
        String source,
        String id,
        String time,
        String schemaUrl,
        String contentType,
        String text) {}
