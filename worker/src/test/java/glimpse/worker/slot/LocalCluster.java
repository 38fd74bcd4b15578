package glimpse.worker.slot;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.CommandReceiver;
import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.channel.LogPublisher;
import glimpse.cluster.closure.SessionClasses;
import glimpse.cluster.closure.SourceLines;
import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.config.HostPort;
import glimpse.cluster.pool.ClusterPool;
import glimpse.cluster.security.ClusterKey;
import glimpse.gearman.peer.CGearmand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The C job server, a front end that binds the channels, and one worker's slots, all but the job server in this JVM. */
final class LocalCluster implements AutoCloseable {
    final CGearmand gearmand;
    final ClusterConfig config;
    final FrontEndChannels channels;
    final ClusterPool pool;
    private final LogPublisher publisher;
    final Slots slots;
    private final CommandReceiver commands;

    LocalCluster(int slotCount) throws Exception {
        gearmand = CGearmand.started();
        ChannelUrl free = ChannelUrl.loopback();
        ClusterKey key = ClusterKey.random();
        List<HostPort> servers =
                List.of(new HostPort("127.0.0.1", gearmand.address().port()));
        channels = FrontEndChannels.open(ClusterConfig.of(servers, ChannelUrls.direct(free, free), key));
        config = ClusterConfig.of(servers, channels.urls(), key);
        publisher = LogPublisher.connect(config);
        slots = Slots.start(config, "worker-1", slotCount, publisher);
        commands = CommandReceiver.start(config, "worker-1", publisher, (command, answer) -> {
            if (command.name().equals(Command.CANCEL)) {
                int stopped = slots.cancel(command.arguments().get("map"));
                answer.ok(Map.of("tasks", "" + stopped), new byte[0]);
            }
        });
        pool = ClusterPool.connect(config, channels, new NoSession());
    }

    @Override
    public void close() {
        pool.close();
        commands.close();
        slots.close();
        publisher.close();
        channels.close();
        gearmand.close();
    }

    /** No snippets: the functions of the tests are on the class path of the worker too. */
    static final class NoSession implements SessionClasses {
        @Override
        public ClassLoader loader() {
            return LocalCluster.class.getClassLoader();
        }

        @Override
        public Optional<byte[]> classBytes(String binaryName) {
            return Optional.empty();
        }

        @Override
        public Optional<SourceLines> sourceLines(String binaryName) {
            return binaryName.startsWith("glimpse.worker.slot.SlotsTest")
                    ? Optional.of(new SourceLines("SlotsTest.java", line -> line))
                    : Optional.empty();
        }

        @Override
        public List<Path> jars() {
            return List.of();
        }
    }
}
