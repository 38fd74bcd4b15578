package glimpse.server.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;

/**
 * How the system finds out that a silent peer is gone. Probes are always sent; each number is -1 for the system's own.
 *
 * @param idleSeconds silence before the first probe
 * @param intervalSeconds time between probes
 * @param count unanswered probes until the connection is given up
 */
public record Keepalive(int idleSeconds, int intervalSeconds, int count) {
    public static final Keepalive OF_THE_SYSTEM = new Keepalive(-1, -1, -1);

    // netinet/in.h and linux/tcp.h
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_KEEPIDLE = 4;
    private static final int TCP_KEEPINTVL = 5;
    private static final int TCP_KEEPCNT = 6;

    /** Sets it on a listening socket of Linux, for all that it accepts. */
    void applyTo(Socket socket) throws IOException {
        socket.setKeepAlive(true);
        set(socket, TCP_KEEPIDLE, idleSeconds);
        set(socket, TCP_KEEPINTVL, intervalSeconds);
        set(socket, TCP_KEEPCNT, count);
    }

    private static void set(Socket socket, int option, int value) throws IOException {
        if (value >= 0) {
            socket.setIntOpt(IPPROTO_TCP, option, value);
        }
    }

    void applyTo(ServerBootstrap bootstrap, boolean epoll) {
        bootstrap.childOption(ChannelOption.SO_KEEPALIVE, true);
        set(bootstrap, idleSeconds, epoll ? EpollChannelOption.TCP_KEEPIDLE : nio(ExtendedSocketOptions.TCP_KEEPIDLE));
        set(
                bootstrap,
                intervalSeconds,
                epoll ? EpollChannelOption.TCP_KEEPINTVL : nio(ExtendedSocketOptions.TCP_KEEPINTERVAL));
        set(bootstrap, count, epoll ? EpollChannelOption.TCP_KEEPCNT : nio(ExtendedSocketOptions.TCP_KEEPCOUNT));
    }

    private static ChannelOption<Integer> nio(SocketOption<Integer> option) {
        return NioChannelOption.of(option);
    }

    private static void set(ServerBootstrap bootstrap, int value, ChannelOption<Integer> option) {
        if (value >= 0) {
            bootstrap.childOption(option, value);
        }
    }
}
