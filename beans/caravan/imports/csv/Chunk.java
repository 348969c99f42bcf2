package caravan.imports.csv;

import java.util.List;

/**
 * Some rows of a file, which were read together.
 *
 * @param employees what the good ones say, in their order
 * @param rejects the others, each as line, reasons and row; the row with each of its bytes as the character of the same
 *     number (ISO 8859-1), so that it can be written as it stood
 * @param consumed bytes of the file up to their end
 */
public record Chunk(List<Employee> employees, List<List<Object>> rejects, long consumed) {}
