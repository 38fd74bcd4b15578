package glimpse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a session has, its workers have: libraries that {@code %maven} brought, and the language of the JDK. */
class LibrariesIT {
    /** Uses a library that needs another. */
    private static final String CELLS = """
            %maven org.apache.commons:commons-text:1.13.0
            import org.apache.commons.text.WordUtils;
            var here = ProcessHandle.current().pid();
            System.out.println(map(s -> WordUtils.capitalizeFully(s), List.of("ada lovelace", "GRACE HOPPER")));
            System.out.println("here " + map(n -> ProcessHandle.current().pid() == here, List.of(1)));
            """;

    @Test
    void librariesOfMavenReachTheWorkersOfACluster(@TempDir Path folder) {
        try (Cluster cluster = Cluster.start(JobServer.OURS, Topology.BROKER, folder, 2, 1);
                Program script =
                        Program.glimpse("glimpse", "run", "-c", cluster.config().toString(), "-")) {
            script.types(CELLS).endsInput().succeeds();
            assertThat(script.lines()).contains("[Ada Lovelace, Grace Hopper]", "here [false]");
        }
    }

    @Test
    void librariesOfMavenReachTheWorkersOfThisMachine() {
        try (Program script = Program.glimpse("glimpse", "run", "-")) {
            script.types(CELLS).endsInput().succeeds();
            assertThat(script.lines()).contains("[Ada Lovelace, Grace Hopper]", "here [false]");
        }
    }

    static Iterable<Path> jdks() {
        return Distribution.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void previewFeaturesRunInCellsAndOnWorkers(Path jdk) throws IOException {
        String code = Distribution.version(jdk) < 21
                ? "map(n -> { Object x = n; return switch (x) { case Integer i -> i * 2; default -> 0; }; }, List.of(1, 2))"
                : "map(n -> { Object x = n; return x instanceof int i ? i * 2 : 0; }, List.of(1, 2))";
        try (Program shell = Program.glimpse(jdk, Map.of(), "glimpse", "shell", "--enable-preview", "-e", code)) {
            shell.succeeds();
            assertThat(shell.lines()).containsExactly("[2, 4]");
        }
    }
}
