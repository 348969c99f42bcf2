package caravan.shared.page;

/** Where a page leads. @param name as people read it @param address a path of this process */
public record Link(String name, String address) {}
