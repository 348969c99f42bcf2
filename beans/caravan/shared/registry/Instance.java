package caravan.shared.registry;

import java.net.URI;

/**
 * One running copy of a service.
 *
 * @param service what it offers, such as {@code ratings}
 * @param id unique among all instances, such as {@code ratings-1}
 * @param address its base URL, without a slash at the end
 */
public record Instance(String service, String id, URI address) {}
