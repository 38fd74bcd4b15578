package glimpse.kernel.jupyter.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Our side of the heartbeat's wire beside a ZeroMQ library's. */
class HeartbeatTest {
    private final ZMQ.Context context = ZMQ.context(1);
    private Heartbeat heartbeat;

    @BeforeEach
    void open() throws WireException {
        Map<Channel, Integer> ports = new EnumMap<>(Channel.class);
        ports.put(Channel.HEARTBEAT, 0);
        heartbeat = Heartbeat.open(new ConnectionFile("tcp", "127.0.0.1", ports, "hmac-sha256", ""));
    }

    @AfterEach
    void close() {
        heartbeat.close();
        context.term();
    }

    @Test
    void beatsOfAllSizesComeBackToEachClient() {
        try (ZMQ.Socket first = client();
                ZMQ.Socket second = client()) {
            for (int size : new int[] {0, 1, 255, 256, 60_000}) {
                byte[] beat = new byte[size];
                Arrays.fill(beat, (byte) size);
                first.send(beat);
                second.send("other");
                assertThat(first.recv()).isEqualTo(beat);
                assertThat(second.recv()).isEqualTo("other".getBytes(UTF_8));
            }
        }
    }

    @Test
    void messageOfSeveralFramesComesBackWhole() {
        try (ZMQ.Socket client = client()) {
            client.send("a", ZMQ.SNDMORE);
            client.send("b");
            assertThat(client.recvStr()).isEqualTo("a");
            assertThat(client.hasReceiveMore()).isTrue();
            assertThat(client.recvStr()).isEqualTo("b");
        }
    }

    @Test
    void strangerIsCutOffAndTheOthersGoOn() throws IOException {
        try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), heartbeat.port());
                ZMQ.Socket client = client()) {
            stranger.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: somewhere\r\nAccept: everything there is\r\n\r\n".getBytes(UTF_8));
            stranger.setSoTimeout(60_000);
            assertThat(stranger.getInputStream().readAllBytes()).startsWith(0xFF);
            client.send("beat");
            assertThat(client.recvStr()).isEqualTo("beat");
        }
    }

    private ZMQ.Socket client() {
        ZMQ.Socket socket = context.socket(SocketType.REQ);
        socket.setLinger(0);
        socket.setReceiveTimeOut(60_000);
        socket.connect("tcp://127.0.0.1:" + heartbeat.port());
        return socket;
    }
}
