package glimpse.worker.slot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import glimpse.cluster.function.GearmanFunctions;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Functions that a session offers, called by the C client through the C job server. */
@Timeout(120)
class ServedFunctionTest {
    @Test
    void aServedFunctionAnswersTheCClientAndFailsItWhenItThrows() throws Exception {
        try (LocalCluster cluster = LocalCluster.withoutSlots();
                GearmanFunctions functions = new GearmanFunctions(cluster.config)) {
            functions.serve(
                    "shout",
                    bytes -> new String(bytes, UTF_8).toUpperCase(Locale.ROOT).getBytes(UTF_8));
            functions.serve("broken", bytes -> {
                throw new IllegalStateException("no");
            });
            assertThat(call(cluster, "shout")).isEqualTo("0 WORD");
            assertThat(call(cluster, "broken")).isEqualTo("1 Job failed");
        }
    }

    private static String call(LocalCluster cluster, String function) throws Exception {
        String port = Integer.toString(cluster.gearmand.address().port());
        Process client = new ProcessBuilder("gearman", "-h", "127.0.0.1", "-p", port, "-f", function, "word")
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(client.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            return client.exitValue() + " " + new String(client.getInputStream().readAllBytes(), UTF_8).strip();
        } finally {
            client.destroyForcibly();
        }
    }
}
