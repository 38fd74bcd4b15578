package glimpse.server.connection;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.NativeInetAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening socket on an epoll loop. What accepted sockets are to have is set on this one: Linux hands it down, which saves the calls for
 * each of them. Belongs to its loop's thread; made and closed by any one thread.
 */
final class EpollListener implements EpollIoHandle {
    private static final Logger LOG = LoggerFactory.getLogger(EpollListener.class);
    /** So many in one turn: those that are there want to be served too. */
    private static final int ACCEPTS = 64;

    private final Socket socket;
    private final IoEventLoop loop;
    private final Accepted accepted;
    private final AcceptOutage outage = new AcceptOutage();
    private final byte[] address = new byte[26];
    private volatile IoRegistration registration;

    /** Takes accepted sockets. On the listener's loop. */
    interface Accepted {
        void accept(FileDescriptor descriptor, InetSocketAddress remoteAddress) throws IOException;
    }

    private EpollListener(Socket socket, IoEventLoop loop, Accepted accepted) {
        this.socket = socket;
        this.loop = loop;
        this.accepted = accepted;
    }

    /**
     * Opens a listening socket and serves it.
     *
     * @throws IOException if the address cannot be bound
     */
    static EpollListener open(
            InetSocketAddress address, int backlog, Keepalive keepalive, IoEventLoop loop, Accepted accepted)
            throws IOException {
        Socket socket = Socket.newSocketStream();
        try {
            socket.setReuseAddress(true);
            socket.setTcpNoDelay(true);
            keepalive.applyTo(socket);
            socket.bind(address);
            socket.listen(backlog);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
        EpollListener listener = new EpollListener(socket, loop, accepted);
        listener.registration = loop.register(listener).syncUninterruptibly().getNow();
        loop.submit(listener::listen).syncUninterruptibly();
        return listener;
    }

    private void listen() {
        registration.submit(EpollIoOps.EPOLLIN);
    }

    /** The port that is bound. */
    int port() {
        return socket.localAddress().getPort();
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void handle(IoRegistration of, IoEvent event) {
        try {
            for (int i = 0; i < ACCEPTS; i++) {
                int descriptor = socket.accept(address);
                if (descriptor < 0) {
                    outage.isOver();
                    return;
                }
                accepted.accept(new FileDescriptor(descriptor), NativeInetAddress.address(address, 1, address[0]));
            }
        } catch (IOException | RuntimeException e) {
            outage.goesOn(e);
            // Not NONE, after which a registration is of no more use.
            registration.submit(EpollIoOps.EPOLLERR);
            loop.schedule(this::listen, AcceptOutage.PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Accepts no more; not from its loop. */
    void stop() {
        if (!loop.isShuttingDown()) {
            loop.submit(this::close).awaitUninterruptibly();
        }
    }

    @Override
    public void close() {
        registration.cancel();
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("{}", socket, e);
        }
    }
}
