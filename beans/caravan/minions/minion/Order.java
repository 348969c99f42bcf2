package caravan.minions.minion;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;

/**
 * What a master wants of a minion.
 *
 * @param kind time or magic8ball
 * @param question of the Magic 8-Ball; null for the time
 * @param delay until it is to be done
 * @param master base URL of who is told when it is finished; null: nobody, who wants to know asks
 */
public record Order(UUID id, String kind, String question, Duration delay, URI master) {}
