package glimpse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's program, a class with a main and no notebook, as it is printed there. */
class PlainMainIT {
    private static final String BEGIN = "```java\nimport glimpse.cluster.pool.*;";

    @Test
    void theGuidesProgramIsCompiledAndItsLambdaRunsOnAWorker(@TempDir Path folder) throws IOException {
        String guide = Files.readString(Distribution.repository().resolve("docs/guide.md"));
        int begin = guide.indexOf(BEGIN);
        assertThat(begin).isPositive();
        String program = guide.substring(begin + "```java\n".length(), guide.indexOf("\n```", begin + BEGIN.length()));
        Files.writeString(folder.resolve("Main.java"), program);
        Path jdk = Path.of(System.getProperty("java.home"), "bin");
        String libraries = Distribution.home().resolve("lib") + "/*";
        try (Cluster cluster = Cluster.start(JobServer.OURS, Topology.BROKER, folder, 1, 1)) {
            assertThat(cluster.config()).isEqualTo(folder.resolve("config.ini"));
            Program.start(new ProcessBuilder(jdk.resolve("javac").toString(), "-cp", libraries, "Main.java")
                            .directory(folder.toFile()))
                    .succeeds();
            Program main =
                    Program.start(new ProcessBuilder(jdk.resolve("java").toString(), "-cp", libraries + ":.", "Main")
                            .directory(folder.toFile()));
            assertThat(main.succeeds().text()).contains("[1, 4, 9]");
        }
    }
}
