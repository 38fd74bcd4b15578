package glimpse.server.connection;

import glimpse.server.admin.AdminCommands;
import glimpse.server.job.JobServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.FileDescriptor;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open ports: listening sockets, loops, processing. Started and closed by any one thread. */
public final class GearPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GearPort.class);
    private static final int READ_SIZE = 64 * 1024;
    /** A line may end in a line feed alone. */
    private static final HttpDecoderConfig LINES_AS_C_TAKES_THEM = new HttpDecoderConfig().setStrictLineParsing(false);

    private final List<EventLoopGroup> groups = new ArrayList<>();
    /** What closes the listening sockets. */
    private final List<Runnable> listening = new ArrayList<>();

    private final Settings settings;
    private final Map<EventLoop, IoThread> ioThreads = new ConcurrentHashMap<>();
    private final Traffic traffic;
    private Core core;
    private Processing processing;
    private int port;
    private OptionalInt httpPort = OptionalInt.empty();

    private GearPort(Settings settings, Traffic traffic) {
        this.settings = settings;
        this.traffic = traffic;
    }

    /**
     * Where and how the ports are opened.
     *
     * @param addresses all are bound, on the same port
     * @param port 0 for any free one
     * @param httpPort where HTTP is spoken, 0 for any free one; empty for nowhere
     * @param backlog connections that may wait to be accepted
     * @param threads as gearmand's {@code -t}
     * @param tls for the gear port
     * @param serverName what HTTP responses call this server
     */
    public record Settings(
            List<InetAddress> addresses,
            int port,
            OptionalInt httpPort,
            int backlog,
            int threads,
            Transport transport,
            Optional<SslContext> tls,
            Keepalive keepalive,
            Limits limits,
            String serverName) {}

    /**
     * Opens the ports and serves them.
     *
     * @throws IOException if an address cannot be bound; the message names it
     */
    public static GearPort open(Settings settings, Traffic traffic, JobServer server, AdminCommands admin)
            throws IOException {
        GearPort port = new GearPort(settings, traffic);
        try {
            port.start(server, admin);
            return port;
        } catch (IOException | RuntimeException e) {
            port.close();
            throw e;
        }
    }

    private void start(JobServer server, AdminCommands admin) throws IOException {
        EventLoopGroup io = startProcessing(server, admin);
        EventLoopGroup listeners =
                settings.threads() == 0 ? io : group(1, "main", DefaultSelectStrategyFactory.INSTANCE);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(listeners, io)
                .channel(settings.transport().serverChannel())
                .handler(AcceptErrors.handler())
                .option(ChannelOption.SO_BACKLOG, settings.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        waterMark(settings.limits().maxOutput()))
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_SIZE));
        settings.keepalive().applyTo(bootstrap, settings.transport().isEpoll());
        ServerBootstrap gear = bootstrap.clone().childHandler(initializer(this::speakGear));
        boolean plain = settings.transport().isEpoll() && settings.tls().isEmpty();
        port = bind(
                settings.port(), plain ? address -> listen(address, listeners, io) : address -> bind(address, gear));
        if (settings.httpPort().isPresent()) {
            ServerBootstrap http = bootstrap
                    .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                    .childHandler(initializer(this::speakHttp));
            httpPort = OptionalInt.of(bind(settings.httpPort().getAsInt(), address -> bind(address, http)));
        }
    }

    private MultiThreadIoEventLoopGroup group(int threads, String name, SelectStrategyFactory turns) {
        MultiThreadIoEventLoopGroup group = settings.transport().loops(threads, name, turns);
        groups.add(group);
        return group;
    }

    /** Makes core and I/O loops, as the man page has them, and returns the loops. */
    private EventLoopGroup startProcessing(JobServer server, AdminCommands admin) {
        if (settings.threads() < 2) {
            InLoop inLoop = new InLoop();
            processing = new Processing(server, admin, inLoop);
            MultiThreadIoEventLoopGroup loop = group(1, settings.threads() == 0 ? "main" : "io", () -> inLoop);
            inLoop.start(processing, loop.next());
            core = inLoop;
            return loop;
        }
        ProcessingThread thread = new ProcessingThread();
        processing = new Processing(server, admin, thread);
        thread.start(processing);
        core = thread;
        return group(settings.threads() - 1, "io", DefaultSelectStrategyFactory.INSTANCE);
    }

    /** A connection is read from until a quarter of what may wait waits, and again when half of that is gone. */
    private static WriteBufferWaterMark waterMark(long maxOutput) {
        long quarter = maxOutput == 0 ? Integer.MAX_VALUE : Math.min(Integer.MAX_VALUE, Math.max(2, maxOutput / 4));
        return new WriteBufferWaterMark((int) quarter / 2, (int) quarter);
    }

    /** Makes the handlers of a new connection. */
    private interface Protocol {
        void speak(Channel channel, IoThread ioThread);
    }

    private ChannelInitializer<Channel> initializer(Protocol protocol) {
        ChannelFutureListener closed = future -> traffic.closed();
        return new ChannelInitializer<>() {
            @Override
            @SuppressWarnings("FutureReturnValueIgnored")
            protected void initChannel(Channel channel) {
                boolean admitted = admit(channel.remoteAddress());
                channel.closeFuture().addListener(closed);
                if (!admitted) {
                    channel.close();
                    return;
                }
                protocol.speak(channel, ioThread(channel.eventLoop()));
            }
        };
    }

    /** Counts a new connection, and tells whether there is room for it. */
    private boolean admit(SocketAddress remoteAddress) {
        int most = settings.limits().maxConnections();
        int count = traffic.opened();
        if (most == 0 || count <= most) {
            return true;
        }
        LOG.info("{}: one of {} connections (expected: <= {}), closed", remoteAddress, count, most);
        traffic.dropped(Traffic.Drop.MAX_CONNECTIONS);
        return false;
    }

    private IoThread ioThread(EventLoop loop) {
        IoThread thread = ioThreads.get(loop);
        return thread != null ? thread : ioThreads.computeIfAbsent(loop, this::newIoThread);
    }

    private IoThread newIoThread(EventLoop loop) {
        ByteBuf input = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(READ_SIZE));
        return new IoThread(
                core.from(loop), processing, new Watch(loop, settings.limits()), traffic, input, new byte[READ_SIZE]);
    }

    /** Opens a gear port without channels and tells which it is. */
    private int listen(InetSocketAddress address, EventLoopGroup listeners, EventLoopGroup io) throws IOException {
        WriteBufferWaterMark waterMark = waterMark(settings.limits().maxOutput());
        EpollListener listener = EpollListener.open(
                address,
                settings.backlog(),
                settings.keepalive(),
                (IoEventLoop) listeners.next(),
                (descriptor, remoteAddress) -> {
                    IoEventLoop loop = (IoEventLoop) io.next();
                    if (!admit(remoteAddress)) {
                        traffic.closed();
                        descriptor.close();
                    } else if (loop.inEventLoop()) {
                        speakGear(descriptor, remoteAddress, loop, waterMark);
                    } else {
                        loop.execute(() -> speakGear(descriptor, remoteAddress, loop, waterMark));
                    }
                });
        listening.add(listener::stop);
        return listener.port();
    }

    private void speakGear(
            FileDescriptor descriptor,
            InetSocketAddress remoteAddress,
            IoEventLoop loop,
            WriteBufferWaterMark waterMark) {
        IoThread ioThread = ioThread(loop);
        new EpollSocket(descriptor, remoteAddress, loop, waterMark, socket -> new GearConnection(socket, ioThread))
                .open();
    }

    private void speakGear(Channel channel, IoThread ioThread) {
        settings.tls().ifPresent(tls -> {
            SslHandler handler = tls.newHandler(channel.alloc());
            handler.setHandshakeTimeoutMillis(settings.limits().packetTimeout().toMillis());
            channel.pipeline().addLast(handler);
        });
        channel.pipeline().addLast(new ChannelSocket(channel, socket -> new GearConnection(socket, ioThread)));
    }

    private void speakHttp(Channel channel, IoThread ioThread) {
        channel.pipeline()
                .addLast(new HttpRequestDecoder(LINES_AS_C_TAKES_THEM))
                .addLast(new ChannelSocket(
                        channel, socket -> new HttpConnection(socket, settings.serverName(), ioThread)));
    }

    /** Binds one address and tells the port. */
    private interface Binding {
        int bind(InetSocketAddress address) throws IOException;
    }

    private int bind(InetSocketAddress address, ServerBootstrap bootstrap) {
        Channel channel = bootstrap.bind(address).syncUninterruptibly().channel();
        listening.add(() -> channel.close().awaitUninterruptibly());
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Binds all addresses to one port and tells which. */
    private int bind(int wanted, Binding binding) throws IOException {
        int bound = wanted;
        for (InetAddress address : settings.addresses()) {
            try {
                bound = binding.bind(new InetSocketAddress(address, bound));
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(
                        "cannot listen on " + address.getHostAddress() + ":" + bound + ": " + e.getMessage(), e);
            }
        }
        return bound;
    }

    /** The gear port that is bound. */
    public int port() {
        return port;
    }

    /** The HTTP port that is bound, if one was wanted. */
    public OptionalInt httpPort() {
        return httpPort;
    }

    /** Accepts no more connections, and runs something as soon as no job is left. */
    public void drain(Runnable whenEmpty) {
        stopListening();
        core.execute(() -> processing.whenEmpty(whenEmpty));
    }

    /** Runs something on the processing's thread after a round, when the answers so far are on their way. */
    public void afterRound(Runnable action) {
        core.execute(() -> processing.afterRound(action));
    }

    /** Runs a task on the processing's thread. */
    public void execute(Runnable task) {
        core.execute(task);
    }

    private void stopListening() {
        listening.forEach(Runnable::run);
    }

    private static void closeConnections(EventLoop loop, IoThread thread) {
        if (!loop.isShuttingDown()) {
            loop.submit(thread.watch()::closeAll).awaitUninterruptibly();
        }
    }

    /** Stops all threads and closes all connections. Jobs are not touched: nobody is told that they failed. */
    @Override
    public void close() {
        if (core != null) {
            core.stop();
        }
        stopListening();
        ioThreads.forEach(GearPort::closeConnections);
        List<Future<?>> ends = new ArrayList<>();
        groups.forEach(group -> ends.add(group.shutdownGracefully(0, 2, TimeUnit.SECONDS)));
        ends.forEach(Future::awaitUninterruptibly);
        if (core != null) {
            core.awaitEnd();
        }
    }
}
