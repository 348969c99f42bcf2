package caravan.dispatcher.applications.program;

import caravan.dispatcher.InputRejected;
import caravan.shared.CommaList;
import caravan.shared.Refusal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;

/** What {@code exec} may run: the operator's list of programs. */
public final class AllowedPrograms {

    private static final String PROPERTY = "caravan.dispatcher.programs";
    private static final String FORM =
            "exec takes a program and its arguments as strings: in a path one segment each, in an"
                    + " event a list of them or {\"program\": \"…\", \"arguments\": [\"…\"]}";

    private final List<Path> programs;

    private AllowedPrograms(List<Path> programs) {
        this.programs = programs;
    }

    /**
     * @param list absolute paths, separated by commas; may be empty
     * @throws Refusal that names the first one which is none
     */
    public static AllowedPrograms of(String list) {
        return new AllowedPrograms(
                CommaList.words(list).stream().map(AllowedPrograms::absolute).toList());
    }

    /** @throws Refusal that names the first one which this process cannot run */
    public void checkRunnable() {
        for (Path program : programs) {
            if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
                throw new Refusal(PROPERTY + ": " + program + " is no file that this process can execute");
            }
        }
    }

    /**
     * @param input a list of the program and its arguments, or a map with {@code program} and perhaps {@code arguments}
     * @return what is to be run
     * @throws InputRejected if the program is not on the list, or the input is of another form
     */
    public ProgramCall call(@Body Object input) {
        if (input instanceof Map<?, ?> members && Set.of("program", "arguments").containsAll(members.keySet())) {
            Object arguments = members.containsKey("arguments") ? members.get("arguments") : List.of();
            return new ProgramCall(program(text(members.get("program"))), texts(arguments));
        }
        List<String> texts = texts(input);
        if (texts.isEmpty()) {
            throw new InputRejected(FORM);
        }
        return new ProgramCall(program(texts.get(0)), texts.subList(1, texts.size()));
    }

    private Path program(String name) {
        List<Path> meant = programs.stream()
                .filter(program -> program.toString().equals(name)
                        || program.getFileName().toString().equals(name))
                .toList();
        if (meant.isEmpty()) {
            throw new InputRejected("exec may not run '" + name + "': it is not one of " + PROPERTY);
        }
        if (meant.size() > 1) {
            throw new InputRejected("There is more than one '" + name + "' in " + PROPERTY + ": give its whole path");
        }
        return meant.get(0);
    }

    private static List<String> texts(Object input) {
        if (input instanceof List<?> texts) {
            return texts.stream().map(AllowedPrograms::text).toList();
        }
        throw new InputRejected(FORM);
    }

    private static String text(Object input) {
        if (!(input instanceof String text)) {
            throw new InputRejected(FORM);
        }
        if (text.indexOf('\0') >= 0) {
            throw new InputRejected("An argument holds a NUL character, which no program can be given");
        }
        return text;
    }

    private static Path absolute(String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute() && path.getFileName() != null) {
                return path;
            }
        } catch (InvalidPathException e) {
            // the same refusal
        }
        throw new Refusal(PROPERTY + ": " + text + " is no absolute path of a program");
    }
}
