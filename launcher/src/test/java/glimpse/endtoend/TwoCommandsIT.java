package glimpse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README promises to a new user. */
class TwoCommandsIT {
    static List<Path> jdks() {
        return Distribution.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void squaresComeBackInOrderAndNoProcessStays(Path jdk) {
        String mark = "-Dglimpse.test=" + System.nanoTime();
        try (Program shell = Program.glimpse(
                jdk, Map.of("GLIMPSE_JAVA_OPTS", mark), "glimpse", "shell", "-e", "map(n -> n * n, range(1, 11))")) {
            shell.succeeds();
            assertThat(shell.lines()).containsExactly("[1, 4, 9, 16, 25, 36, 49, 64, 81, 100]");
        }
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(mark)))
                .as("processes left behind")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aBrokenArchiveOfClassesChangesNothing(Path jdk, @TempDir Path cache) throws IOException {
        Path archives = Files.createDirectories(cache.resolve("glimpse"));
        Files.write(archives.resolve("classes-" + archiveKey(jdk) + ".jsa"), new byte[5_000]);
        if (Distribution.version(jdk) >= 25) {
            Files.write(archives.resolve("kernel-" + archiveKey(jdk) + ".aot"), new byte[5_000]);
        }
        Map<String, String> environment = Map.of("XDG_CACHE_HOME", cache.toString());
        try (Program shell = Program.glimpse(jdk, environment, "glimpse", "shell", "-e", "6 * 7")) {
            shell.succeeds();
            assertThat(shell.lines()).containsExactly("42");
        }
    }

    /** What the script names the archives of this JDK and distribution by, as it says when it is traced. */
    private static String archiveKey(Path jdk) {
        ProcessBuilder traced =
                new ProcessBuilder("sh", "-x", Distribution.bin("glimpse").toString(), "--version");
        traced.environment().put("JAVA_HOME", jdk.toString());
        try (Program script = Program.start(traced)) {
            return script.awaitLine(line -> line.matches("\\+ key=\\d+"), "the key")
                    .substring("+ key=".length());
        }
    }

    @Test
    void anErrorIsExitStatusOneAndNamesTheInput() {
        try (Program shell = Program.glimpse("glimpse", "shell", "-e", "map(n -> 10 / (n - 3), range(6))")) {
            assertThat(shell.exitStatus()).isEqualTo(1);
            assertThat(shell.text()).contains("ArithmeticException", "/ by zero", "input 3", "index 3");
        }
    }

    @Test
    void glimpseShellIsTheShell() {
        try (Program shell = Program.glimpse("glimpse-shell", "-e", "\"a\".repeat(3)")) {
            shell.succeeds();
            assertThat(shell.lines()).containsExactly("\"aaa\"");
        }
    }

    @Test
    void everyProgramExplainsItself() {
        for (String program : List.of("glimpse", "glimpse-shell", "gearmand")) {
            try (Program help = Program.glimpse(program, "--help")) {
                help.succeeds();
                assertThat(help.text()).containsIgnoringCase("usage");
            }
        }
    }
}
