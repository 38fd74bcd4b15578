package glimpse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The installed kernel and real Jupyter clients: the scripts in {@code src/test/python}, each with its own kernel, on the JDK of this build
 * and on another one.
 */
class JupyterIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "test_messages, build",
        "test_messages, other",
        "test_life, build",
        "test_life, other",
        "test_notebooks, build",
        "test_console, build",
        "test_lab, build"
    })
    void aRealClientFindsWhatTheProtocolPromises(String script, String jdk) throws IOException, InterruptedException {
        Path log = folder.resolve(script + ".log");
        ProcessBuilder python = new ProcessBuilder(
                        List.of(System.getProperty("glimpse.python"), "-m", "unittest", "-v", script))
                .directory(Path.of("src/test/python").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        python.environment().put("GLIMPSE_HOME", System.getProperty("glimpse.home"));
        python.environment()
                .put("JAVA_HOME", System.getProperty(jdk.equals("other") ? "glimpse.otherJdk" : "java.home"));
        python.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        python.environment().put("TMPDIR", folder.toString());
        Process process = python.start();
        try {
            assertThat(process.waitFor(15, TimeUnit.MINUTES)).as("ends").isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
