package glimpse.broker;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.CommandReceiver;
import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.channel.LogPublisher;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.security.ClusterKey;
import glimpse.gearman.connection.HostPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Both channels over real sockets; what a test opens is closed when it ends, the newest first. */
@Timeout(120)
abstract class OpenChannels {
    static final Duration LONG = Duration.ofSeconds(60);
    private static final List<HostPort> NO_JOB_SERVER = List.of(new HostPort("127.0.0.1", 1));

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    final <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    static ClusterConfig config(ChannelUrls urls, ClusterKey key) {
        return ClusterConfig.of(NO_JOB_SERVER, urls, key);
    }

    /** A worker as the channels see one: it notes the commands it obeys and answers them. */
    final class Worker implements AutoCloseable {
        final LogPublisher publisher;
        final CommandReceiver receiver;
        final BlockingQueue<Command> obeyed = new LinkedBlockingQueue<>();

        Worker(ClusterConfig config, String id) {
            publisher = LogPublisher.connect(config);
            receiver = CommandReceiver.start(config, id, publisher, (command, answer) -> {
                obeyed.add(command);
                answer.ok(Map.of("told", command.name()), command.body());
            });
            keep(this);
        }

        @Override
        public void close() {
            receiver.close();
            publisher.close();
        }
    }

    static void awaitWorkers(FrontEndChannels front, Set<String> expected) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (!front.commands().workers().equals(expected) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(front.commands().workers()).isEqualTo(expected);
    }
}
