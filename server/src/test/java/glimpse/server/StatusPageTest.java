package glimpse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The status page's port without a browser. */
class StatusPageTest {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();
    private GearmandServer server;
    private Dialogue peer;

    @BeforeEach
    void startWithAJobRunningAndTwoWaiting() throws IOException {
        server = GearmandServer.start(ServerOptions.embedded().withWeb("127.0.0.1", OptionalInt.of(0)));
        peer = new Dialogue(server.port());
        peer.sends(PacketType.SET_CLIENT_ID, "w1").sends(PacketType.CAN_DO, "a\"\n\\b");
        peer.sends(PacketType.SUBMIT_JOB_BG, "a\"\n\\b", "").receives(PacketType.JOB_CREATED);
        peer.sends(PacketType.GRAB_JOB).receives(PacketType.JOB_ASSIGN);
        peer.sends(PacketType.SUBMIT_JOB_LOW_BG, "a\"\n\\b", "").receives(PacketType.JOB_CREATED);
        peer.sends(PacketType.SUBMIT_JOB_HIGH_BG, "a\"\n\\b", "").receives(PacketType.JOB_CREATED);
    }

    @AfterEach
    void stop() throws IOException {
        peer.close();
        server.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + server.webPort().getAsInt() + path);
        return http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    }

    @Test
    void metricsAreInTheFormatOfPrometheus() throws IOException, InterruptedException {
        HttpResponse<String> response = get("/metrics");
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        String name = "function=\"a\\\"\\n\\\\b\"";
        assertThat(response.body().lines())
                .contains(
                        "# TYPE gearmand_jobs_waiting gauge",
                        "gearmand_jobs_waiting{" + name + ",priority=\"high\"} 1",
                        "gearmand_jobs_waiting{" + name + ",priority=\"normal\"} 0",
                        "gearmand_jobs_waiting{" + name + ",priority=\"low\"} 1",
                        "gearmand_jobs_running{" + name + "} 1",
                        "gearmand_workers{" + name + "} 1",
                        "gearmand_jobs_submitted_total{" + name + "} 3",
                        "gearmand_jobs_completed_total{" + name + "} 0",
                        "gearmand_connections 1",
                        "gearmand_connections_accepted_total 1",
                        "gearmand_connections_dropped_total{reason=\"max_connections\"} 0",
                        "gearmand_connections_dropped_total{reason=\"malformed\"} 0")
                .allMatch(line -> line.matches("# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{.*})? [0-9]+"));
    }

    @Test
    void everySecondAnEventBringsTheState() throws IOException, InterruptedException {
        try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.webPort().getAsInt());
                BufferedReader events = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            assertThat(next(events))
                    .contains("\"waiting\":2,\"runningJobs\":1", "\"name\":\"a\\\"\\u000a\\\\b\"", "\"id\":\"w1\"");
            String handle = "H:" + Host.name() + ":1";
            peer.sends(Packet.of(PacketType.WORK_COMPLETE, handle));
            String event;
            do {
                event = next(events);
            } while (event.contains("\"runningJobs\":1"));
            assertThat(event).contains("\"completed\":1", "\"running\":[]}");
        }
    }

    private static String next(BufferedReader events) throws IOException {
        String line = events.readLine();
        while (line != null && !line.startsWith("data: ")) {
            line = events.readLine();
        }
        return line;
    }

    @Test
    void whatIsNotThereOrNotForYouIsRefused() throws IOException, InterruptedException {
        assertThat(get("/").body()).contains("<title>gearmand</title>");
        assertThat(get("/status.js").headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
        assertThat(get("/../GearmandServer.class").statusCode()).isEqualTo(404);
        assertThat(raw("GET / HTTP/1.0\r\nHost: evil.example\r\n\r\n")).startsWith("HTTP/1.1 403 Forbidden\r\n");
        assertThat(raw("POST / HTTP/1.0\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 405 Method Not Allowed\r\n");
        assertThat(raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 Bad Request\r\n");
        assertThat(raw("HEAD /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n")).endsWith("\r\n\r\n");
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.webPort().getAsInt())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void aTakenPortEndsTheStart() {
        int taken = server.webPort().getAsInt();
        assertThatThrownBy(() ->
                        GearmandServer.start(ServerOptions.embedded().withWeb("127.0.0.1", OptionalInt.of(taken))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot listen on 127.0.0.1:" + taken + " for the status page: ");
    }
}
