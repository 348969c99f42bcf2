package caravan.dispatcher.events;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of the rules: in a file, or, if nobody has named one and there is none, as it came with the program. */
final class RulesFile {

    /** The name that the property has as its default, and the copy in the jar. */
    static final String STANDARD = "rules.conf";

    private final Path path;
    private final boolean named;

    /** @param path as the property has it, absolute or from the working directory */
    RulesFile(Path path) {
        this(path, Path.of(""));
    }

    RulesFile(Path path, Path directory) {
        this.path = directory.resolve(path);
        this.named = !path.equals(Path.of(STANDARD));
    }

    /** Whether the file is not there and need not be. */
    boolean isBuiltIn() {
        return !named && !Files.exists(path);
    }

    /**
     * @throws IOException with a message for people, if the file is not there, cannot be read or is not UTF-8
     */
    String read() throws IOException {
        if (isBuiltIn()) {
            try (InputStream copy = RulesFile.class.getResourceAsStream("/" + STANDARD)) {
                return new String(copy.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        if (!Files.isRegularFile(path)) {
            throw new IOException("there is no such file");
        }
        try {
            String text = Files.readString(path);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8", e);
        }
    }

    /** What it is called in messages. */
    @Override
    public String toString() {
        return isBuiltIn() ? "the " + STANDARD + " that came with the program" : path.toString();
    }
}
