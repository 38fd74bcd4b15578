package glimpse.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Log events to the system's log, each one datagram to its socket. Any thread may log; a line that the system's log does not take at
 * once is lost, so that it holds up nobody.
 *
 * <pre>
 *   {@code <30>Nov 22 06:30:00 gearmand[4711]: message}
 * </pre>
 *
 * Source: RFC 3164 §4, as the C library's {@code syslog} writes it.
 */
final class SystemLog extends AppenderBase<ILoggingEvent> {
    static final String SOCKET = "/dev/log";
    private static final int DAEMON = 3 << 3;
    private static final int MAX_SIZE = 8192;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);

    private final byte[] path;
    private final Socket socket;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(MAX_SIZE);

    /** @throws IOException if there is no Linux that has such a socket */
    SystemLog(String path) throws IOException {
        this.path = path.getBytes(UTF_8);
        if (!Epoll.isAvailable()) {
            throw new IOException("--syslog needs Linux: " + Epoll.unavailabilityCause());
        }
        this.socket = Socket.newSocketDomainDgram();
    }

    @Override
    protected void append(ILoggingEvent event) {
        String head = "<" + (DAEMON | Verbosity.of(event).severity) + ">"
                + TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + " gearmand["
                + ProcessHandle.current().pid() + "]: ";
        byte[] line = (head + event.getFormattedMessage()).getBytes(UTF_8);
        try {
            datagram.clear();
            datagram.put(line, 0, Math.min(line.length, MAX_SIZE));
            socket.sendToDomainSocket(datagram, 0, datagram.position(), path);
        } catch (IOException e) {
            addError("the system's log at " + SOCKET + " does not take a line", e);
        }
    }

    @Override
    public void stop() {
        super.stop();
        try {
            socket.close();
        } catch (IOException e) {
            addError("closing", e);
        }
    }
}
