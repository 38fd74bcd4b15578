package glimpse.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;
import glimpse.server.admin.AdminCommands;
import glimpse.server.admin.ServerFacts;
import glimpse.server.job.Bytes;
import glimpse.server.job.JobServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;

/** The core with decoder and encoder but without sockets, threads and clock, for tests. */
public final class CoreHarness implements Events, Processing.Flush {
    private static final long START_MILLIS = 1_000_000;

    private final JobServer server;
    private final Processing processing;
    private final IoThread ioThread;

    public CoreHarness(JobServer server) {
        this.server = server;
        this.processing = new Processing(server, new AdminCommands(server, new Facts(), mode -> {}), this);
        this.ioThread = new IoThread(
                this,
                processing,
                new Watch(new EmbeddedChannel().eventLoop(), Limits.STANDARD.withMaxPacketSize(1 << 24)),
                new Traffic(),
                Unpooled.EMPTY_BUFFER,
                new byte[64 * 1024]);
    }

    /** One connection. */
    public final class Wire {
        private final EmbeddedChannel channel;

        private Wire() {
            channel = new EmbeddedChannel();
            channel.pipeline().addLast(new ChannelSocket(channel, socket -> new GearConnection(socket, ioThread)));
            channel.pipeline().fireChannelActive();
        }

        public void send(byte[] bytes) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.copiedBuffer(bytes));
                endRound();
            }
        }

        public byte[] received() {
            ByteBuf all = Unpooled.buffer();
            for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
                all.writeBytes(part);
                part.release();
            }
            return ByteBufUtil.getBytes(all);
        }

        public boolean isClosed() {
            return !channel.isOpen();
        }

        public void disconnect() {
            channel.finishAndReleaseAll();
            endRound();
        }
    }

    public Wire connect() {
        return new Wire();
    }

    /** Sets the time to so many milliseconds after the start, which is second 1,000 of 1970. */
    public void tick(long millis) {
        server.tick(millis, START_MILLIS + millis);
        endRound();
    }

    /** Sends all answers that there are. */
    public void endRound() {
        long waitMillis;
        do {
            waitMillis = processing.endRound(Outgoing.Input.NONE);
        } while (waitMillis == 0);
    }

    public void close() {
        assertThat(server.inventory().connections()).isEmpty();
    }

    @Override
    public void accept(Event event) {
        processing.process(event);
    }

    @Override
    public void packet(Connection connection, Magic magic, PacketType type, Bytes body) {
        processing.packet(connection, magic, type, body);
    }

    @Override
    public void flush(List<Connection> connections) {
        for (Connection connection : List.copyOf(connections)) {
            connection.send(connection.takeAnswers(), connection.after());
        }
    }

    private static final class Facts implements ServerFacts {
        @Override
        public String version() {
            return "1.2.3";
        }

        @Override
        public long pid() {
            return 4711;
        }

        @Override
        public String verbosity() {
            return "ERROR";
        }
    }
}
