package glimpse.gearman.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketDecoder;
import glimpse.gearman.packet.PacketEncoder;
import glimpse.gearman.packet.PacketType;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's side of one connection, played by a test from a transcript.
 *
 * <pre>
 *   > SUBMIT_JOB reverse "" hello     has to come from the dialling side
 *   &lt; JOB_CREATED H:1                 goes to it
 * </pre>
 */
public final class Dialogue {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private final Socket socket;
    private final PacketDecoder decoder = new PacketDecoder(64 << 20);
    private final Queue<Packet> received = new ArrayDeque<>();

    Dialogue(Socket socket, int boundMillis) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(boundMillis);
        socket.setTcpNoDelay(true);
    }

    /** Plays the lines in turn. */
    public Dialogue plays(String transcript) throws IOException {
        for (String line : transcript.strip().lines().toList()) {
            Packet packet = packet(line.strip().substring(2));
            if (line.strip().startsWith(">")) {
                assertThat(receives()).hasToString(packet.toString());
            } else {
                sends(packet);
            }
        }
        return this;
    }

    private static Packet packet(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        PacketType type = PacketType.valueOf(words.remove(0));
        List<String> arguments = words.subList(0, type.argumentCount());
        Packet packet = Packet.of(type, arguments.toArray(String[]::new));
        String data = String.join(" ", words.subList(type.argumentCount(), words.size()));
        return data.isEmpty() ? packet : packet.withData(data.getBytes(UTF_8));
    }

    /** The next packet from the dialling side. */
    public Packet receives() throws IOException {
        byte[] bytes = new byte[8192];
        while (received.isEmpty()) {
            int count = socket.getInputStream().read(bytes);
            if (count < 0) {
                throw new EOFException("the dialling side closed (expected: a packet)");
            }
            decoder.decode(ByteBuffer.wrap(bytes, 0, count), received::add);
        }
        return received.remove();
    }

    public void sends(Packet packet) throws IOException {
        socket.getOutputStream().write(PacketEncoder.encode(packet));
    }

    public void sendsBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Nothing more comes: the dialling side said goodbye. */
    public void receivesEnd() throws IOException {
        assertThat(received).isEmpty();
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    /** Ends the connection. */
    public void closes() throws IOException {
        socket.close();
    }
}
