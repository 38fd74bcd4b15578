package glimpse.bench.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each load once, small, in a process of its own as in the benchmark: the counts have to add up; the figures say nothing here. */
@Timeout(180)
class LoadGeneratorTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void everyLoadRunsToItsEndHoweverManyThreadsServe(int threads) throws Exception {
        try (GearmandServer server =
                GearmandServer.start(ServerOptions.embedded().withThreads(threads))) {
            for (Load load : Load.values()) {
                Sample sample = generate(server.port(), load);
                assertThat(sample.jobsPerSecond()).isPositive();
                assertThat(sample.medianMicros() > 0).isEqualTo(load == Load.ROUNDTRIP);
            }
        }
    }

    private static Sample generate(int port, Load load) throws Exception {
        Process process = new ProcessBuilder(JobsBenchmark.generatorCommand(
                        "127.0.0.1", port, ProcessHandle.current().pid(), load, 1000))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.onExit().get(60, TimeUnit.SECONDS).exitValue()).isZero();
        return Sample.parse(output);
    }
}
