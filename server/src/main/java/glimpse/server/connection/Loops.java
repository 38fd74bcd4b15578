package glimpse.server.connection;

import glimpse.server.admin.AdminCommands;
import glimpse.server.job.JobServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SelectStrategyFactory;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The threads of an open server, as the man page has them for {@code -t}: those that listen, those that read and write, and the one that
 * processes. Started and closed by any one thread; {@link #ioThread} is for the loops.
 */
final class Loops implements AutoCloseable {
    /** Bytes that are read at once. */
    static final int READ_SIZE = 64 * 1024;

    private final Transport transport;
    private final Limits limits;
    private final Traffic traffic;
    private final List<EventLoopGroup> groups = new ArrayList<>();
    private final Map<EventLoop, IoThread> ioThreads = new ConcurrentHashMap<>();
    private final Core core;
    private final Processing processing;
    private final EventLoopGroup io;
    private final EventLoopGroup listeners;

    /** Starts them. */
    Loops(GearPort.Settings settings, Traffic traffic, JobServer server, AdminCommands admin) {
        this.transport = settings.transport();
        this.limits = settings.limits();
        this.traffic = traffic;
        int threads = settings.threads();
        if (threads < 2) {
            InLoop inLoop = new InLoop();
            processing = new Processing(server, admin, inLoop);
            MultiThreadIoEventLoopGroup loop = group(1, threads == 0 ? "main" : "io", () -> inLoop);
            inLoop.start(processing, loop.next());
            core = inLoop;
            io = loop;
        } else {
            ProcessingThread thread = new ProcessingThread();
            processing = new Processing(server, admin, thread);
            thread.start(processing);
            core = thread;
            io = group(threads - 1, "io", DefaultSelectStrategyFactory.INSTANCE);
        }
        listeners = threads == 0 ? io : group(1, "main", DefaultSelectStrategyFactory.INSTANCE);
    }

    private MultiThreadIoEventLoopGroup group(int threads, String name, SelectStrategyFactory turns) {
        MultiThreadIoEventLoopGroup group = transport.loops(threads, name, turns);
        groups.add(group);
        return group;
    }

    /** Where connections are read from and written to. */
    EventLoopGroup io() {
        return io;
    }

    /** Where connections are accepted. */
    EventLoopGroup listeners() {
        return listeners;
    }

    Core core() {
        return core;
    }

    Processing processing() {
        return processing;
    }

    /** What the connections of one loop have in common. */
    IoThread ioThread(EventLoop loop) {
        IoThread thread = ioThreads.get(loop);
        return thread != null ? thread : ioThreads.computeIfAbsent(loop, this::newIoThread);
    }

    private IoThread newIoThread(EventLoop loop) {
        ByteBuf input = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(READ_SIZE));
        return new IoThread(core.from(loop), processing, new Watch(loop, limits), traffic, input, new byte[READ_SIZE]);
    }

    /** No more is processed; {@link #close} follows. */
    void stopProcessing() {
        core.stop();
    }

    /** Closes all connections and ends all threads; the processing's was {@linkplain #stopProcessing stopped} before. */
    @Override
    public void close() {
        ioThreads.forEach(Loops::closeConnections);
        List<Future<?>> ends = new ArrayList<>();
        groups.forEach(group -> ends.add(group.shutdownGracefully(0, 2, TimeUnit.SECONDS)));
        ends.forEach(Future::awaitUninterruptibly);
        core.awaitEnd();
    }

    private static void closeConnections(EventLoop loop, IoThread thread) {
        if (!loop.isShuttingDown()) {
            loop.submit(thread.watch()::closeAll).awaitUninterruptibly();
        }
    }
}
