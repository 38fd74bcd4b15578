package glimpse.server.connection;

import glimpse.server.admin.AdminCommands;
import glimpse.server.job.JobServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The open gear port: listening sockets, loops, processing. Started and closed by any one thread. */
public final class GearPort implements AutoCloseable {
    private static final int READ_SIZE = 64 * 1024;

    private final List<EventLoopGroup> groups = new ArrayList<>();
    private final List<Channel> listening = new ArrayList<>();
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private Core core;
    private Processing processing;

    private GearPort() {}

    /**
     * Where and how the port is opened.
     *
     * @param addresses all are bound, on the same port
     * @param port 0 for any free one
     * @param backlog connections that may wait to be accepted
     * @param threads as gearmand's {@code -t}
     * @param maxPacketSize the most bytes after a header
     */
    public record Settings(
            List<InetAddress> addresses, int port, int backlog, int threads, int maxPacketSize, Transport transport) {}

    /**
     * Opens the port and serves it.
     *
     * @throws IOException if an address cannot be bound; the message names it
     */
    public static GearPort open(Settings settings, JobServer server, AdminCommands admin) throws IOException {
        GearPort port = new GearPort();
        try {
            port.start(settings, server, admin);
            return port;
        } catch (IOException | RuntimeException e) {
            port.close();
            throw e;
        }
    }

    private void start(Settings settings, JobServer server, AdminCommands admin) throws IOException {
        EventLoopGroup listeners = group(settings.transport().loops(1, "main"));
        MultiThreadIoEventLoopGroup io = settings.threads() == 0
                ? (MultiThreadIoEventLoopGroup) listeners
                : (MultiThreadIoEventLoopGroup) group(settings.transport().loops(settings.threads(), "io"));
        startProcessing(settings, io.next(), server, admin);
        bind(
                settings,
                new ServerBootstrap()
                        .group(listeners, io)
                        .channel(settings.transport().serverChannel())
                        .option(ChannelOption.SO_BACKLOG, settings.backlog())
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true)
                        .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_SIZE))
                        .childHandler(connections(settings.maxPacketSize())));
    }

    private EventLoopGroup group(EventLoopGroup group) {
        groups.add(group);
        return group;
    }

    private void startProcessing(Settings settings, EventLoop loop, JobServer server, AdminCommands admin) {
        if (settings.threads() < 2) {
            InLoop inLoop = new InLoop(loop);
            core = inLoop;
            processing = new Processing(server, admin, inLoop);
        } else {
            ProcessingThread thread = new ProcessingThread();
            core = thread;
            processing = new Processing(server, admin, thread);
        }
        core.start(processing);
    }

    private ChannelInitializer<Channel> connections(int maxPacketSize) {
        Map<EventLoop, Events> ways = new ConcurrentHashMap<>();
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                open.add(channel);
                Events way = ways.computeIfAbsent(channel.eventLoop(), core::from);
                channel.pipeline().addLast(new GearConnection(channel, maxPacketSize, way, processing));
            }
        };
    }

    private void bind(Settings settings, ServerBootstrap bootstrap) throws IOException {
        int port = settings.port();
        for (InetAddress address : settings.addresses()) {
            InetSocketAddress socket = new InetSocketAddress(address, port);
            try {
                listening.add(bootstrap.bind(socket).syncUninterruptibly().channel());
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(
                        "cannot listen on " + address.getHostAddress() + ":" + port + ": " + e.getMessage(), e);
            }
            port = port();
        }
    }

    /** The port that is bound. */
    public int port() {
        return ((InetSocketAddress) listening.get(0).localAddress()).getPort();
    }

    private void stopListening() {
        listening.forEach(channel -> channel.close().awaitUninterruptibly());
    }

    /** Accepts no more connections, and runs something as soon as no job is left. */
    public void drain(Runnable whenEmpty) {
        stopListening();
        core.execute(() -> processing.whenEmpty(whenEmpty));
    }

    /** Stops all threads and closes all connections. Jobs are not touched: nobody is told that they failed. */
    @Override
    public void close() {
        if (core != null) {
            core.stop();
        }
        stopListening();
        open.close().awaitUninterruptibly();
        List<Future<?>> ends = new ArrayList<>();
        groups.forEach(group -> ends.add(group.shutdownGracefully(0, 2, TimeUnit.SECONDS)));
        ends.forEach(Future::awaitUninterruptibly);
    }
}
