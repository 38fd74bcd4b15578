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
import glimpse.cluster.pool.ClusterPool;
import glimpse.cluster.security.ClusterKey;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.peer.CGearmand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The C job server, a front end that binds the channels, and the slots of one worker, all but the job server in this JVM. */
final class LocalCluster implements AutoCloseable {
    final CGearmand gearmand;
    final ClusterConfig config;
    final FrontEndChannels channels;
    final ClusterPool pool;
    final Slots slots;
    private final Deque<Runnable> closings = new ArrayDeque<>();

    private LocalCluster(CGearmand gearmand, int slotCount, CGearmand... more) {
        this(gearmand, Optional.empty(), slotCount, more);
    }

    private LocalCluster(CGearmand gearmand, Optional<String> store, int slotCount, CGearmand... more) {
        this.gearmand = gearmand;
        closings.push(gearmand::close);
        ChannelUrl free = ChannelUrl.loopback();
        ClusterKey key = ClusterKey.random();
        List<HostPort> servers = new ArrayList<>(List.of(gearmand.address()));
        for (CGearmand another : more) {
            servers.add(another.address());
            closings.push(another::close);
        }
        channels = FrontEndChannels.open(ClusterConfig.of(servers, ChannelUrls.direct(free, free), key));
        closings.push(channels::close);
        ClusterConfig plain = ClusterConfig.of(servers, channels.urls(), key);
        config = store.map(plain::withResultStore).orElse(plain);
        slots = slotCount == 0 ? null : worker(slotCount);
        pool = ClusterPool.connect(config, channels, new NoSession());
        closings.push(pool::close);
    }

    /** With slots in this JVM. */
    static LocalCluster withSlots(int count) throws IOException {
        return new LocalCluster(CGearmand.started(), count);
    }

    /** With slots in this JVM, at two job servers; the second one is the caller's to kill. */
    static LocalCluster withSlots(int count, CGearmand second) throws IOException {
        return new LocalCluster(CGearmand.started(), count, second);
    }

    /** With slots in this JVM, at this job server, with a place for detached work. */
    static LocalCluster withStore(CGearmand gearmand, String store, int count) {
        return new LocalCluster(gearmand, Optional.of(store), count);
    }

    /** Without a worker so far. */
    static LocalCluster withoutSlots() throws IOException {
        return new LocalCluster(CGearmand.started(), 0);
    }

    private Slots worker(int slotCount) {
        LogPublisher publisher = LogPublisher.connect(config);
        Slots started = Slots.start(config, "worker-1", slotCount, publisher);
        CommandReceiver commands = CommandReceiver.start(config, "worker-1", publisher, (command, answer) -> {
            if (command.name().equals(Command.CANCEL)) {
                started.cancel(command.arguments().get("map"));
            }
            answer.ok();
        });
        List.<Runnable>of(publisher::close, started::close, commands::close).forEach(closings::push);
        return started;
    }

    /** Writes the configuration for workers that are processes of their own. */
    Path writeConfig(Path folder) throws IOException {
        Path file = folder.resolve("config.ini");
        config.writeTo(file);
        return file;
    }

    @Override
    public void close() {
        closings.forEach(Runnable::run);
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
