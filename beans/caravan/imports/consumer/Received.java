package caravan.imports.consumer;

/**
 * A message of a session's queue.
 *
 * @param tag by which it is acknowledged
 * @param number of its (first) row within the import, from 1; null if its publisher does not number them
 * @param body what it should be: one JSON object {@code {"name": …, "mail": …}}, or a list of such
 */
record Received(long tag, Long number, byte[] body) {}
