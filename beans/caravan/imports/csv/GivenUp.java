package caravan.imports.csv;

/**
 * How far a row was read before it was given up. All line breaks in it were within quotes. So a later row that comes to one of
 * them within quotes goes on from here: otherwise every line of a file could cost as much as the longest row.
 *
 * @param end bytes of the input up to there
 * @param place of the byte that follows
 * @param line number of its line
 */
record GivenUp(long end, Place place, long line) {}
