package glimpse.server.web;

import glimpse.server.connection.Traffic;
import glimpse.server.job.JobServer;
import glimpse.server.store.PersistentQueue;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The open port of the status page, with a thread of its own. Any thread may close it. */
public final class WebPort implements AutoCloseable {
    private static final int MAX_REQUEST = 8192;
    private static final int MAX_CONNECTIONS = 100;
    private static final int READ_TIMEOUT_SECONDS = 60;

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("web", true), NioIoHandler.newFactory());
    private final long startNanos = System.nanoTime();
    private final JobServer server;
    private final Executor core;
    private final Traffic traffic;
    private final PersistentQueue queue;
    private final String version;
    private int connections;
    private int port;

    private WebPort(JobServer server, Executor core, Traffic traffic, PersistentQueue queue, String version) {
        this.queue = queue;
        this.server = server;
        this.core = core;
        this.traffic = traffic;
        this.version = version;
    }

    /**
     * Opens the port.
     *
     * @param port 0 for any free one
     * @param core runs a task on the core's thread
     * @throws IOException if the address cannot be bound; the message names it
     */
    public static WebPort open(
            InetAddress address,
            int port,
            JobServer server,
            Executor core,
            Traffic traffic,
            PersistentQueue queue,
            String version)
            throws IOException {
        WebPort web = new WebPort(server, core, traffic, queue, version);
        try {
            web.bind(address, port);
            return web;
        } catch (IOException e) {
            web.close();
            throw e;
        }
    }

    private void bind(InetAddress address, int wanted) throws IOException {
        Viewers viewers = new Viewers(loop.next(), this::snapshot);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, new WebHandler(viewers, WebPort.this::snapshot, address.isLoopbackAddress()));
                    }
                });
        try {
            Channel channel =
                    bootstrap.bind(address, wanted).syncUninterruptibly().channel();
            port = ((InetSocketAddress) channel.localAddress()).getPort();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(
                    "cannot listen on " + address.getHostAddress() + ":" + wanted + " for the status page: "
                            + e.getMessage(),
                    e);
        }
    }

    /** On the web thread. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void accept(Channel channel, WebHandler handler) {
        if (connections == MAX_CONNECTIONS) {
            channel.unsafe().closeForcibly();
            return;
        }
        connections++;
        channel.closeFuture().addListener(closed -> connections--);
        channel.pipeline()
                .addLast(new ReadTimeoutHandler(READ_TIMEOUT_SECONDS))
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(MAX_REQUEST))
                .addLast(handler);
    }

    /** Takes a snapshot and hands it over on the web thread. */
    private void snapshot(Consumer<Snapshot> then) {
        core.execute(() -> {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            Snapshot taken = Snapshot.of(server, traffic, queue, version, millis);
            loop.execute(() -> then.accept(taken));
        });
    }

    /** The port that is bound. */
    public int port() {
        return port;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void close() {
        loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
