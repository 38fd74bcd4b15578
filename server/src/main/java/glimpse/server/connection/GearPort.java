package glimpse.server.connection;

import glimpse.server.admin.AdminCommands;
import glimpse.server.job.JobServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.FileDescriptor;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open ports: what listens, and which protocol is spoken there. Opened and closed by any one thread. */
public final class GearPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GearPort.class);
    /** A line may end in a line feed alone. */
    private static final HttpDecoderConfig LINES_AS_C_TAKES_THEM = new HttpDecoderConfig().setStrictLineParsing(false);

    /** What closes the listening sockets. */
    private final List<Runnable> listening = new ArrayList<>();

    private final Settings settings;
    private final Traffic traffic;
    private final Loops loops;
    private int port;
    private OptionalInt httpPort = OptionalInt.empty();

    private GearPort(Settings settings, Traffic traffic, Loops loops) {
        this.settings = settings;
        this.traffic = traffic;
        this.loops = loops;
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
        GearPort port = new GearPort(settings, traffic, new Loops(settings, traffic, server, admin));
        try {
            port.openPorts();
            return port;
        } catch (IOException | RuntimeException e) {
            port.close();
            throw e;
        }
    }

    private void openPorts() throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.listeners(), loops.io())
                .channel(settings.transport().serverChannel())
                .handler(AcceptErrors.handler())
                .option(ChannelOption.SO_BACKLOG, settings.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        waterMark(settings.limits().maxOutput()))
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(Loops.READ_SIZE));
        settings.keepalive().applyTo(bootstrap, settings.transport().isEpoll());
        ServerBootstrap gear = bootstrap.clone().childHandler(initializer(this::speakGear));
        boolean plain = settings.transport().isEpoll() && settings.tls().isEmpty();
        port = bind(settings.port(), plain ? this::listen : address -> bind(address, gear));
        if (settings.httpPort().isPresent()) {
            ServerBootstrap http = bootstrap
                    .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                    .childHandler(initializer(this::speakHttp));
            httpPort = OptionalInt.of(bind(settings.httpPort().getAsInt(), address -> bind(address, http)));
        }
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
                protocol.speak(channel, loops.ioThread(channel.eventLoop()));
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

    /** Opens a gear port without channels and tells which it is. */
    private int listen(InetSocketAddress address) throws IOException {
        WriteBufferWaterMark waterMark = waterMark(settings.limits().maxOutput());
        EpollListener listener = EpollListener.open(
                address,
                settings.backlog(),
                settings.keepalive(),
                (IoEventLoop) loops.listeners().next(),
                (descriptor, remoteAddress) -> {
                    IoEventLoop loop = (IoEventLoop) loops.io().next();
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
        IoThread ioThread = loops.ioThread(loop);
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
        loops.core().execute(() -> loops.processing().whenEmpty(whenEmpty));
    }

    /** Runs something on the processing's thread after a round, when the answers so far are on their way. */
    public void afterRound(Runnable action) {
        loops.core().execute(() -> loops.processing().afterRound(action));
    }

    /** Runs a task on the processing's thread. */
    public void execute(Runnable task) {
        loops.core().execute(task);
    }

    private void stopListening() {
        listening.forEach(Runnable::run);
    }

    /** Stops all threads and closes all connections. Jobs are not touched: nobody is told that they failed. */
    @Override
    public void close() {
        loops.stopProcessing();
        stopListening();
        loops.close();
    }
}
