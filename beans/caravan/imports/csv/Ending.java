package caravan.imports.csv;

/** How a row ended. */
enum Ending {
    /** At a line break, or at the end of the file. */
    WHOLE,
    /** Nowhere within the bytes that it may have; what is shown is the line that it began on, or the beginning of that. */
    TOO_LONG,
    /** At the end of the file, within quotes; what is shown is the line that it began on. */
    UNCLOSED
}
