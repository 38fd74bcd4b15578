package glimpse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketDecoder;
import glimpse.gearman.packet.PacketEncoder;
import glimpse.gearman.packet.PacketType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** One blocking connection to a job server; every wait has a bound. */
public final class Dialogue implements AutoCloseable {
    private static final int WAIT_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private final PacketDecoder decoder = new PacketDecoder(1 << 30);
    private final Deque<Packet> received = new ArrayDeque<>();
    private final byte[] buffer = new byte[64 * 1024];

    public Dialogue(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(WAIT_MILLIS);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
    }

    public Dialogue sends(PacketType type, String... arguments) throws IOException {
        return sends(Packet.of(type, arguments));
    }

    public Dialogue sends(Packet packet) throws IOException {
        socket.getOutputStream().write(PacketEncoder.encode(packet));
        return this;
    }

    /** Sends many packets in one write. */
    public Dialogue sends(List<Packet> packets) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        packets.forEach(packet -> all.writeBytes(PacketEncoder.encode(packet)));
        socket.getOutputStream().write(all.toByteArray());
        return this;
    }

    /** The next packet. */
    public Packet receives() throws IOException {
        while (received.isEmpty()) {
            int count = in.read(buffer);
            assertThat(count).as("end of stream").isNotNegative();
            decoder.decode(ByteBuffer.wrap(buffer, 0, count), received::add);
        }
        return received.remove();
    }

    /** The next packet, which has to be of the type. */
    public Packet receives(PacketType type) throws IOException {
        Packet packet = receives();
        assertThat(packet.type()).as(packet.toString()).isEqualTo(type);
        return packet;
    }

    /** Reads up to the end of the stream, which has to come. */
    void ends() throws IOException {
        assertThat(in.read()).as("end of stream").isEqualTo(-1);
    }

    /** Sends a text command and reads the reply up to {@code end}. */
    public String asks(String line, String end) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
        StringBuilder reply = new StringBuilder();
        while (!reply.toString().endsWith(end)) {
            int b = in.read();
            assertThat(b).as("end of stream after " + reply).isNotNegative();
            reply.append((char) b);
        }
        return reply.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
