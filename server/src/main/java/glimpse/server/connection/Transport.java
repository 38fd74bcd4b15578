package glimpse.server.connection;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.channels.spi.SelectorProvider;

/** How sockets are waited for. */
public enum Transport {
    /** {@link #EPOLL} where there is a native library for it, {@link #NIO} elsewhere. */
    BEST,
    /** Linux's own, by Netty's native library. */
    EPOLL,
    /** The JDK's selector. */
    NIO;

    /**
     * Makes loops.
     *
     * @param turns decide what a loop does between its turns
     */
    MultiThreadIoEventLoopGroup loops(int count, String threadName, SelectStrategyFactory turns) {
        IoHandlerFactory handlers = isEpoll()
                ? EpollIoHandler.newFactory(0, turns)
                : NioIoHandler.newFactory(SelectorProvider.provider(), turns);
        return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(threadName, true), handlers);
    }

    Class<? extends ServerChannel> serverChannel() {
        return isEpoll() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    boolean isEpoll() {
        return switch (this) {
            case BEST -> Epoll.isAvailable();
            case EPOLL -> true;
            case NIO -> false;
        };
    }
}
