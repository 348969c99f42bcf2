package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The application of docs/applications.md, brought to a program that was installed, in the two ways that stand there. */
class OwnApplicationIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    @Test
    void a_class_in_the_folder_beside_the_jar_is_an_application() throws Exception {
        Path installed = Files.createDirectory(TESTBED.path("installed"));
        Files.copy(Program.FOLDER.resolve("caravan.jar"), installed.resolve("caravan.jar"));
        Files.createSymbolicLink(
                installed.resolve("lib"), Program.FOLDER.resolve("lib").toAbsolutePath());
        compile(installed.resolve("applications"));

        expectApplication(
                TESTBED.startAs(List.of("-jar", installed.resolve("caravan.jar").toString())));
    }

    @Test
    void a_jar_in_front_of_the_program_s_is_one_too() throws Exception {
        Path classes = compile(TESTBED.path("classes"));
        Path jar = TESTBED.path("words.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                Stream<Path> paths = Files.walk(classes)) {
            for (Path path : paths.filter(path -> !path.equals(classes)).toList()) {
                // Folders as well, as the tool jar has them: the search for routes begins with them.
                entries.putNextEntry(new JarEntry(classes.relativize(path) + (Files.isDirectory(path) ? "/" : "")));
                if (Files.isRegularFile(path)) {
                    Files.copy(path, entries);
                }
            }
        }

        expectApplication(
                TESTBED.startAs(List.of("-cp", jar + ":" + Program.FOLDER.resolve("caravan.jar"), "caravan.Caravan")));
    }

    private static void expectApplication(Program program) {
        Tasks tasks = new Tasks(program);

        JsonNode counted = tasks.awaitEnd(tasks.accepted("words/to/be/or/not/to/be"));
        assertThat(counted.get("taskStatus").asText()).isEqualTo("200 OK");
        assertThat(counted.get("result")).hasToString("{\"be\":2,\"not\":1,\"or\":1,\"to\":2}");

        JsonNode rejected = tasks.awaitEnd(tasks.accepted("words"));
        assertThat(rejected.get("taskStatus").asText()).isEqualTo("422 Unprocessable Entity");
        assertThat(rejected.get("exceptionValue").asText()).isEqualTo("words takes at least one word");

        assertThat(program.get("/dispatch/word").body())
                .contains("there are add, echo, exec, fail, http, sleep, words");
        assertThat(program.log()).doesNotContain(" WARN ", " ERROR ");
        program.close();
    }

    /** Compiles the first class of the document as it says to. @return the folder of the classes */
    private static Path compile(Path classes) throws IOException {
        Matcher example = Pattern.compile("```java\n(.*?public class (\\w+) .*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/applications.md")));
        assertThat(example.find()).isTrue();
        Path source = Files.writeString(TESTBED.path(example.group(2) + ".java"), example.group(1));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        Program.FOLDER.resolve("caravan.jar") + ":" + Program.FOLDER.resolve("lib") + "/*",
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(status).isZero();
        return classes;
    }
}
