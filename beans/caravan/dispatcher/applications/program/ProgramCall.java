package caravan.dispatcher.applications.program;

import java.nio.file.Path;
import java.util.List;

/**
 * A program that may be run.
 *
 * @param arguments passed to it as they are
 */
public record ProgramCall(Path program, List<String> arguments) {

    /** Its name, for messages. */
    String name() {
        return program.getFileName().toString();
    }
}
