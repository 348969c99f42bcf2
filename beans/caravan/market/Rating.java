package caravan.market;

import java.net.URI;
import java.time.Instant;

/**
 * What an instance has said of a thing.
 *
 * @param stars from 0 to 5
 * @param by the instance's base URL
 * @param at when it said so
 */
public record Rating(double stars, URI by, Instant at) {}
