package glimpse.server.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import glimpse.gearman.peer.CGearmand;
import glimpse.server.Dialogue;
import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import glimpse.server.job.JobRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same HTTP requests to C's gearmand and to ours: where C's server has no defect the responses are the same to the byte, but for the
 * server's version, and for what tells HTTP/1.1 from 1.0: Debian's server answers 1.0 to everything, 2.0.0 the request's version and
 * {@code Connection: close}, ours the request's version, and keeps the connection.
 */
class HttpBesideCTest {
    private static final int WAIT_MILLIS = 60_000;

    /** A response, and the job that the request made; what differs from server to server is {@code $P}, {@code $V} and {@code $H}. */
    private record Outcome(String response, String jobs) {}

    private static CGearmand c;
    private static int httpOfC;
    private static GearmandServer ours;

    @BeforeAll
    static void startBoth() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            httpOfC = free.getLocalPort();
        }
        c = CGearmand.started("--job-handle-prefix=H", "--protocol=http", "--http-port=" + httpOfC);
        ServerOptions options = ServerOptions.embedded().withHttpPort(OptionalInt.of(0));
        ours = GearmandServer.start(options.withJobs(JobRules.standard("H")));
    }

    @AfterAll
    static void stopBoth() throws IOException {
        c.close();
        ours.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "POST /f HTTP/1.0~Content-Length: 5~~hello",
                "POST /f HTTP/1.1~Host: h~Content-Length: 5~~hello",
                "PUT /f HTTP/1.1~Host: h~Content-Length: 5~~hello",
                "POST /f HTTP/1.0~content-length: 5~x-GEARMAN-unique: key~~hello",
                "POST //f HTTP/1.0~Content-Length: 5~~hello",
                "POST /f%20x?a=b HTTP/1.0~Content-Length: 5~~hello",
                "POST /f HTTP/1.0~Content-Length: 5~Connection: Keep-Alive~~hello",
                "GET /f HTTP/1.0~~",
                "GET /f HTTP/1.1~Host: h~~",
                "GET /f HTTP/1.1~Host: h~Connection: close~~",
                "POST /f HTTP/1.0~~",
                "POST /f HTTP/1.0~X-Gearman-Background: true~Content-Length: 5~~hello",
                "POST /f HTTP/1.1~Host: h~X-Gearman-Background: TRUE~X-Gearman-Priority: LOW~Content-Length: 5~~hello",
                "POST /f HTTP/1.1~Host: h~X-Gearman-Background: true~X-Gearman-Priority: high~Content-Length: 5~~hello",
                "POST /f HTTP/1.0~X-Gearman-Background: yes~X-Gearman-Priority: urgent~Content-Length: 5~~hello",
                "GET / HTTP/1.0~~",
                "POST / HTTP/1.0~Content-Length: 5~~hello",
                "GET / HTTP/1.1~Host: h~~",
                "PUT /// HTTP/1.1~Host: h~Content-Length: 5~~hello"
            })
    void theResponseIsThatOfC(String request) throws Exception {
        String text = request.replace("~", "\r\n");
        Outcome expected = play(c.port(), httpOfC, text);
        assertThat(play(ours.port(), ours.httpPort().getAsInt(), text)).isEqualTo(expected);
    }

    /** Sends the request, runs its job if there is one, and reads the response. */
    private static Outcome play(int gear, int port, String request) throws IOException {
        try (Dialogue worker = new Dialogue(gear);
                Socket http = new Socket(InetAddress.getLoopbackAddress(), port)) {
            http.setSoTimeout(WAIT_MILLIS);
            for (String function : new String[] {"f", "f%20x?a=b"}) {
                worker.sends(PacketType.CAN_DO, function);
            }
            worker.sends(PacketType.PRE_SLEEP).sends(PacketType.ECHO_REQ).receives(PacketType.ECHO_RES);
            http.getOutputStream().write(request.getBytes(ISO_8859_1));
            if (!request.contains(" /f") && !request.contains(" //f")) {
                return new Outcome(response(http), "");
            }
            worker.receives(PacketType.NOOP);
            String status = worker.asks("prioritystatus", "\n.\n");
            Packet job = worker.sends(PacketType.GRAB_JOB_UNIQ).receives(PacketType.JOB_ASSIGN_UNIQ);
            worker.sends(Packet.of(PacketType.WORK_COMPLETE, job.text(0)).withData("olleh".getBytes(UTF_8)));
            String waits = status.lines()
                    .filter(line -> line.startsWith(job.text(1) + "\t"))
                    .findFirst()
                    .orElseThrow();
            String handle = job.text(0);
            return new Outcome(
                    response(http).replace(handle, "$H"),
                    waits + " " + job.toString().replace(handle, "$H"));
        }
    }

    private static String response(Socket http) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = http.getInputStream().read();
            assertThat(b).as(head.toString()).isNotNegative();
            head.append((char) b);
        }
        int length = Integer.parseInt(head.toString().replaceFirst("(?s).*Content-Length: ([0-9]+)\r\n.*", "$1"));
        String body = new String(http.getInputStream().readNBytes(length), ISO_8859_1);
        return head.toString()
                        .replaceFirst("^HTTP/1.[01]", "\\$P")
                        .replaceFirst("Server: Gearman/[^\r]*", "Server: Gearman/\\$V")
                        .replaceFirst("Connection: (close|keep-alive)\r\n", "")
                + body;
    }
}
