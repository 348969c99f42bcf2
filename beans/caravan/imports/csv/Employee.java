package caravan.imports.csv;

/** What a row says. @param name 1 to 127 characters @param mail 1 to 127 characters */
public record Employee(String name, String mail) {}
