package glimpse.server.connection;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Looks at all connections of one I/O thread once a second, so that packets need no clock: who is silent in the middle of something, who
 * leaves waiting output alone, who is of no use. Belongs to that I/O thread.
 */
final class Watch {
    private static final long PERIOD_MILLIS = 1000;

    private final Limits limits;
    private final long periodMillis;
    private final List<Connection> watched = new ArrayList<>();

    Watch(EventLoop loop, Limits limits) {
        this.limits = limits;
        this.periodMillis = Stream.of(limits.outputTimeout(), limits.packetTimeout(), limits.idleTimeout())
                .mapToLong(Duration::toMillis)
                .filter(millis -> millis > 0)
                .map(millis -> Math.min(millis, PERIOD_MILLIS))
                .min()
                .orElse(0);
        if (periodMillis > 0) {
            schedule(loop);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void schedule(EventLoop loop) {
        loop.scheduleWithFixedDelay(this::look, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
    }

    Limits limits() {
        return limits;
    }

    void add(Connection connection) {
        connection.watchIndex = watched.size();
        watched.add(connection);
    }

    /** Takes a connection out; the last one takes its place. */
    void remove(Connection connection) {
        int index = connection.watchIndex;
        if (index < 0) {
            return;
        }
        connection.watchIndex = -1;
        Connection last = watched.remove(watched.size() - 1);
        if (last != connection) {
            last.watchIndex = index;
            watched.set(index, last);
        }
    }

    /** Closes all connections; they leave as they hear of it. */
    void closeAll() {
        List.copyOf(watched).forEach(Connection::closeNow);
    }

    private void look() {
        for (int i = watched.size() - 1; i >= 0; i--) {
            watched.get(i).look(this);
        }
    }

    /** Whether so many looks without a change are longer than may be. */
    boolean isOver(Duration timeout, int looks) {
        return !timeout.isZero() && looks * periodMillis >= timeout.toMillis() && looks > 1;
    }
}
