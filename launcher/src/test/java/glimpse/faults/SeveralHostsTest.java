package glimpse.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.security.ClusterKey;
import glimpse.gearman.connection.HostPort;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Job server, broker, two workers and a front end on hosts of their own, one of which loses its link: what it sends is lost without a word. */
@Tag("namespaces")
@Timeout(240)
class SeveralHostsTest {
    @TempDir
    private Path folder;

    private Namespaces hosts;
    private final Deque<Process> processes = new ArrayDeque<>();
    private Process frontEnd;
    private BufferedReader said;

    @BeforeEach
    void start() throws Exception {
        hosts = new Namespaces();
        String jobs = hosts.host("jobs");
        String broker = hosts.host("broker");
        ChannelUrls urls = new ChannelUrls(url(broker, 1), url(broker, 2), url(broker, 3), url(broker, 4));
        ClusterConfig client = ClusterConfig.of(List.of(new HostPort(jobs, 4730)), urls, ClusterKey.random());
        Path config = folder.resolve("config.ini");
        client.withServer(urls).writeTo(config);
        run("jobs", "glimpse.launcher.GlimpseMain", "gearmand", "-l", "stderr");
        run("broker", "glimpse.launcher.GlimpseMain", "cluster", "-c", config.toString(), "broker");
        for (String worker : List.of("worker1", "worker2")) {
            hosts.host(worker);
            run(worker, TestWorkers.arguments(config, 2));
        }
        hosts.host("front");
        frontEnd = run("front", DistantFrontEnd.class.getName(), config.toString());
        said = new BufferedReader(new InputStreamReader(frontEnd.getInputStream(), UTF_8));
    }

    private static ChannelUrl url(String host, int number) {
        return ChannelUrl.parse("tcp://" + host + ":900" + number);
    }

    private Process run(String host, String... mainClassAndArguments) throws Exception {
        Process process = new ProcessBuilder(hosts.on(host, TestWorkers.java(mainClassAndArguments)))
                .redirectError(folder.resolve(host + ".log").toFile())
                .start();
        processes.push(process);
        return process;
    }

    @AfterEach
    void stop() {
        processes.forEach(process -> process.destroyForcibly()
                .onExit()
                .orTimeout(30, TimeUnit.SECONDS)
                .join());
        hosts.close();
    }

    private String ask(String line) throws Exception {
        frontEnd.getOutputStream().write((line + "\n").getBytes(UTF_8));
        frontEnd.getOutputStream().flush();
        return said.readLine();
    }

    @Test
    void theChunksOfAHostWithoutALinkRunElsewhereAndNothingHangs() throws Exception {
        assertThat(ask("map 400")).isEqualTo("running");
        hosts.link("worker1", "down");
        assertThat(ask("await")).isEqualTo("sum " + 399 * 400 / 2);
        hosts.link("worker1", "up");
        assertThat(ask("map 400")).isEqualTo("running");
        hosts.link("worker2", "down");
        assertThat(ask("stop")).isEqualTo("stopped [1, 2, 3]");
    }
}
