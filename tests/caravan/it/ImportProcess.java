package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A process with both halves of an import, for all test classes that want nothing special of one: started when the first
 * asks for it, ended after the last.
 */
record ImportProcess(Testbed testbed, Program program, ExtensionContext first) implements AutoCloseable {

    /** Bytes that a form may have. */
    static final int MOST_BYTES = 200_000_000;

    /** Imports that run at once. */
    static final int MOST_AT_ONCE = 2;

    Imports imports() {
        return new Imports(program);
    }

    Uploads uploads() {
        return new Uploads(testbed.data().resolve("imports"));
    }

    /** Whatever the answer was. */
    void expectNothingLeft() {
        await().until(() -> uploads().incoming() == 0);
        assertThat(program.log()).doesNotContain("ERROR");
    }

    @Override
    public void close() throws IOException {
        testbed.afterAll(first);
    }

    private static ImportProcess start(ExtensionContext first) {
        try {
            Testbed testbed = new Testbed();
            testbed.beforeAll(first);
            Program program = testbed.start(
                    "caravan.roles=publisher,consumer",
                    "caravan.imports.max-bytes=" + MOST_BYTES,
                    "caravan.imports.concurrent=" + MOST_AT_ONCE);
            return new ImportProcess(testbed, program, first);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it to tests that have a parameter of this type. */
    static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ImportProcess.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(ImportProcess.class))
                    .getOrComputeIfAbsent(ImportProcess.class, key -> start(context), ImportProcess.class);
        }
    }
}
