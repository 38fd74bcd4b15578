package glimpse.server.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
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

    void applyTo(ServerBootstrap bootstrap, boolean epoll) {
        bootstrap.childOption(ChannelOption.SO_KEEPALIVE, true);
        set(bootstrap, idleSeconds, epoll ? EpollChannelOption.TCP_KEEPIDLE : nio(ExtendedSocketOptions.TCP_KEEPIDLE));
        set(
                bootstrap,
                intervalSeconds,
                epoll ? EpollChannelOption.TCP_KEEPINTVL : nio(ExtendedSocketOptions.TCP_KEEPINTERVAL));
        set(bootstrap, count, epoll ? EpollChannelOption.TCP_KEEPCNT : nio(ExtendedSocketOptions.TCP_KEEPCOUNT));
    }

    private static ChannelOption<Integer> nio(java.net.SocketOption<Integer> option) {
        return NioChannelOption.of(option);
    }

    private static void set(ServerBootstrap bootstrap, int value, ChannelOption<Integer> option) {
        if (value >= 0) {
            bootstrap.childOption(option, value);
        }
    }
}
