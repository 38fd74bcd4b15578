package glimpse.bench.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each load once, small: the program counts its jobs, and each row finds its figures; the figures say nothing here. */
@Timeout(180)
class LoadProgramTest {
    @TempDir
    private static Path folder;

    private static LoadProgram load;

    @BeforeAll
    static void compile() throws IOException, InterruptedException {
        Path program = folder.resolve("load");
        Process cc = new ProcessBuilder("cc", "-O2", "-Wall", "-Werror", "-o", program.toString(), "src/main/c/load.c")
                .inheritIO()
                .start();
        assertThat(cc.waitFor()).isZero();
        load = new LoadProgram(List.of(program.toString()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void everyRowRunsToItsEndHoweverManyThreadsServe(int threads) throws Exception {
        for (Row row : Row.values()) {
            if (row == Row.START) {
                continue;
            }
            try (GearmandServer server =
                    GearmandServer.start(ServerOptions.embedded().withThreads(threads))) {
                Sample sample = run(server.port(), row);
                assertThat(row.figures())
                        .allSatisfy(figure ->
                                assertThat(sample.figure(figure.key())).isNotNaN());
                assertThat(sample.figure(Figure.RATE.key())).isPositive();
            }
        }
    }

    private static Sample run(int port, Row row) throws Exception {
        Sample sample = null;
        for (String words : row.loads()) {
            Sample next = load.run("127.0.0.1", port, ProcessHandle.current().pid(), small(words));
            sample = sample == null ? next : sample.and("then", next);
        }
        return sample;
    }

    /** The same load with no number above 50. */
    private static String small(String words) {
        return words.replaceAll("[0-9]{3,}", "50");
    }
}
