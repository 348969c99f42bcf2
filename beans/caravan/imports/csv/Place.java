package caravan.imports.csv;

/**
 * Where in a row a byte stands. As most readers have it, a quote counts at the beginning of a field only, and what follows
 * a closing quote belongs to the field too.
 */
enum Place {
    FIELD_START,
    UNQUOTED,
    QUOTED,
    /** After a quote within quotes, which is one of a pair, or the closing one. */
    QUOTE;

    /** Where the next byte stands, if this place has {@code b}, which ends no row. */
    Place after(byte b) {
        return switch (this) {
            case FIELD_START -> b == '"' ? QUOTED : b == ',' ? FIELD_START : UNQUOTED;
            case UNQUOTED -> b == ',' ? FIELD_START : UNQUOTED;
            case QUOTED -> b == '"' ? QUOTE : QUOTED;
            case QUOTE -> b == '"' ? QUOTED : b == ',' ? FIELD_START : UNQUOTED;
        };
    }

    /** Whether a comma here ends a field. */
    boolean endsAtComma() {
        return this != QUOTED;
    }

    /** Whether {@code b} here belongs to what the field says, unless it ends it. */
    boolean holds(byte b) {
        return switch (this) {
            case FIELD_START, QUOTED -> b != '"';
            case UNQUOTED, QUOTE -> true;
        };
    }
}
