package glimpse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The installed kernel and real Jupyter clients: the scripts in {@code src/test/python}, each with a Jupyter data folder of its own. What
 * speaks the protocol runs on every JDK, what drives a user's program on the default one.
 */
class JupyterIT {
    private static final List<String> ON_EVERY_JDK = List.of("test_messages", "test_life");
    private static final List<String> ONCE = List.of("test_notebooks", "test_libraries", "test_console", "test_lab");

    @TempDir
    private Path folder;

    static List<Arguments> scripts() {
        List<Arguments> scripts = new ArrayList<>();
        for (Path jdk : Distribution.jdks()) {
            ON_EVERY_JDK.forEach(script -> scripts.add(Arguments.of(script, jdk)));
        }
        ONCE.forEach(
                script -> scripts.add(Arguments.of(script, Distribution.jdks().get(0))));
        return scripts;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void aRealClientFindsWhatTheProtocolPromises(String script, Path jdk) throws IOException, InterruptedException {
        Path log = folder.resolve(script + ".log");
        Path scripts = Distribution.repository().resolve("launcher/src/test/python");
        ProcessBuilder python = new ProcessBuilder(Distribution.python(), "-m", "unittest", "-v", script)
                .directory(scripts.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        python.environment().put("GLIMPSE_HOME", Distribution.home().toString());
        python.environment().put("JAVA_HOME", jdk.toString());
        python.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        python.environment().put("TMPDIR", folder.toString());
        Process process = python.start();
        try {
            assertThat(process.waitFor(20, TimeUnit.MINUTES)).as("ends").isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
