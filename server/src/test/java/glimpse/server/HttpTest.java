package glimpse.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import glimpse.server.connection.Limits;
import glimpse.server.connection.Traffic.Drop;
import glimpse.server.job.JobRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP requests as jobs, byte by byte; {@code $V} stands for the version. */
class HttpTest {
    private GearmandServer server;
    private Dialogue worker;
    private Socket http;

    @BeforeEach
    void start() throws IOException {
        start(0);
    }

    private void start(int threads) throws IOException {
        ServerOptions options = ServerOptions.embedded();
        server = GearmandServer.start(options.withThreads(threads)
                .withHttpPort(OptionalInt.of(0))
                .withLimits(Limits.STANDARD.withMaxPacketSize(100_000))
                .withJobs(JobRules.standard("H:lap")));
        worker = new Dialogue(server.port());
        worker.sends(PacketType.CAN_DO, "reverse").sends(PacketType.ECHO_REQ).receives(PacketType.ECHO_RES);
        http = new Socket(InetAddress.getLoopbackAddress(), server.httpPort().getAsInt());
        http.setSoTimeout(30_000);
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        worker.close();
        server.close();
    }

    /** Sends requests; HTTP/1.1 gets the host that it has to name. */
    private void request(String text) throws IOException {
        requestAsItIs(text.replace(" HTTP/1.1\r\n", " HTTP/1.1\r\nHost: lap\r\n"));
    }

    private void requestAsItIs(String text) throws IOException {
        http.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private void response(String text) throws IOException {
        String expected = text.replace("\n", "\r\n").replace("$V", GearmandServer.version());
        byte[] found = http.getInputStream().readNBytes(expected.length());
        assertThat(new String(found, ISO_8859_1)).isEqualTo(expected);
    }

    private void end() throws IOException {
        assertThat(http.getInputStream().read()).isEqualTo(-1);
    }

    /** Has the worker take a job, which has to have this workload. */
    private String grabs(String workload) throws IOException {
        worker.sends(PacketType.PRE_SLEEP).receives(PacketType.NOOP);
        worker.sends(PacketType.GRAB_JOB);
        Packet job = worker.receives(PacketType.JOB_ASSIGN);
        assertThat(new String(job.data(), UTF_8)).isEqualTo(workload);
        return job.text(0);
    }

    private void works(PacketType type, String handle, String data) throws IOException {
        worker.sends(Packet.of(type, handle).withData(data.getBytes(UTF_8)));
    }

    @Test
    void theFirstExampleOfTheManPage() throws IOException {
        requestAsItIs("POST /reverse HTTP/1.1\r\nContent-Length: 12\r\n\r\nHello world!");
        works(PacketType.WORK_COMPLETE, grabs("Hello world!"), "!dlrow olleH");
        response(
                "HTTP/1.0 200 OK\nX-Gearman-Job-Handle: H:lap:1\nContent-Length: 12\nServer: Gearman/$V\n\n!dlrow olleH");
        end();
    }

    @Test
    void theSecondExampleOfTheManPage() throws IOException {
        requestAsItIs("POST /reverse HTTP/1.1\r\nContent-Length: 12\r\nX-Gearman-Background: true\r\n"
                + "X-Gearman-Priority: low\r\n\r\nHello world!");
        response("HTTP/1.0 200 OK\nX-Gearman-Job-Handle: H:lap:1\nContent-Length: 0\nServer: Gearman/$V\n\n");
        end();
        assertThat(worker.asks("prioritystatus", ".\n")).isEqualTo("reverse\t0\t0\t1\t1\n.\n");
    }

    @Test
    void version10IsAnsweredAsTheCServerDoes() throws IOException {
        request("POST /reverse HTTP/1.0\r\nContent-Length: 12\r\n\r\nHello world!");
        works(PacketType.WORK_COMPLETE, grabs("Hello world!"), "!dlrow olleH");
        response("HTTP/1.0 200 OK\nX-Gearman-Job-Handle: H:lap:1\nX-Gearman-Command: WORK_COMPLETE\n"
                + "Content-Length: 12\nServer: Gearman/$V\n\n!dlrow olleH");
        end();
    }

    @Test
    void aResultOfManyPartsIsBoundedToo() throws IOException {
        request("GET /reverse HTTP/1.0\r\n\r\n");
        String handle = grabs("");
        works(PacketType.WORK_DATA, handle, "x".repeat(60_000));
        works(PacketType.WORK_DATA, handle, "x".repeat(60_000));
        works(PacketType.WORK_COMPLETE, handle, "x");
        response("HTTP/1.0 502 Bad Gateway\nX-Gearman-Job-Handle: H:lap:1\nContent-Length: 37\nServer: Gearman/$V\n\n"
                + "The result has more than 100000 bytes");
    }

    @Test
    void aBackgroundJobIsAnsweredAtOnce() throws IOException {
        request("POST /sing HTTP/1.1\r\nContent-Length: 12\r\nX-Gearman-Background: true\r\n"
                + "X-Gearman-Priority: low\r\nX-Gearman-Unique: u1\r\n\r\nHello world!");
        response("""
                HTTP/1.1 200 OK
                X-Gearman-Job-Handle: H:lap:1
                X-Gearman-Command: JOB_CREATED
                Content-Length: 0
                Server: Gearman/$V

                """);
        assertThat(worker.asks("prioritystatus", ".\n")).contains("sing\t0\t0\t1\t0\n");
        assertThat(worker.asks("show unique jobs", ".\n")).isEqualTo("u1\n.\n");
    }

    @Test
    void aConnectionServesManyRequestsInOrderAlsoSentAhead() throws IOException {
        request("GET /reverse HTTP/1.1\r\nX-Gearman-Unique:\r\n\r\n");
        request("PUT /reverse HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
        request("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
        works(PacketType.WORK_COMPLETE, grabs(""), "");
        works(PacketType.WORK_COMPLETE, grabs("abcde"), "edcba");
        response("""
                HTTP/1.1 200 OK
                X-Gearman-Job-Handle: H:lap:1
                X-Gearman-Command: WORK_COMPLETE
                Content-Length: 0
                Server: Gearman/$V

                HTTP/1.1 200 OK
                X-Gearman-Job-Handle: H:lap:2
                X-Gearman-Command: WORK_COMPLETE
                Content-Length: 5
                Server: Gearman/$V

                edcbaHTTP/1.1 404 NOT_FOUND
                Server: Gearman/$V
                Connection: close
                Content-Length: 0

                """);
        end();
    }

    @Test
    void dataStandsInOrderBeforeTheEndAndStatusAndWarningsAreLeftOut() throws IOException {
        request("GET /reverse HTTP/1.0\r\n\r\n");
        String handle = grabs("");
        works(PacketType.WORK_DATA, handle, "one ");
        works(PacketType.WORK_WARNING, handle, "careful");
        worker.sends(PacketType.WORK_STATUS, handle, "1", "2");
        works(PacketType.WORK_DATA, handle, "two ");
        works(PacketType.WORK_COMPLETE, handle, "three");
        response("HTTP/1.0 200 OK\nX-Gearman-Job-Handle: H:lap:1\nX-Gearman-Command: WORK_COMPLETE\n"
                + "Content-Length: 13\nServer: Gearman/$V\n\none two three");
        end();
    }

    @Test
    void aFailureIsAnError() throws IOException {
        request("GET /reverse HTTP/1.1\r\n\r\n");
        worker.sends(PacketType.WORK_FAIL, grabs(""));
        response("""
                HTTP/1.1 500 Internal Server Error
                X-Gearman-Job-Handle: H:lap:1
                X-Gearman-Command: WORK_FAIL
                Content-Length: 0
                Server: Gearman/$V

                """);
    }

    @Test
    void headRunsTheJobAndHasNoBody() throws IOException {
        request("HEAD /reverse HTTP/1.1\r\n\r\n");
        works(PacketType.WORK_COMPLETE, grabs(""), "body");
        response("HTTP/1.1 200 OK\nX-Gearman-Job-Handle: H:lap:1\nContent-Length: 4\nServer: Gearman/$V\n\n");
        request("TRACE / HTTP/1.0\r\n\r\n");
        response("HTTP/1.0 405 Method Not Allowed\nContent-Length: 0\nServer: Gearman/$V\n\n");
        end();
    }

    @Test
    void aFullQueueAndALongUniqueAreErrors() throws IOException {
        worker.asks("maxqueue reverse 1", "OK\r\n");
        worker.sends(PacketType.SUBMIT_JOB_BG, "reverse", "").receives(PacketType.JOB_CREATED);
        request("GET /reverse HTTP/1.1\r\n\r\n");
        response(
                "HTTP/1.1 503 Service Unavailable\nContent-Length: 29\nServer: Gearman/$V\n\nQUEUE_ERROR Job queue is full");
        request("GET /reverse HTTP/1.1\r\nX-Gearman-Unique: " + "u".repeat(65) + "\r\n\r\n");
        response("HTTP/1.1 400 Bad Request\n");
    }

    @Test
    void whatIsNoHttpAndWhatIsTooLargeIsRefused() throws IOException {
        request("POST /reverse HTTP/1.1\r\nContent-Length: 100001\r\n\r\n" + "x".repeat(100_001));
        response("HTTP/1.1 413 Content Too Large\n");
        http.close();
        http = new Socket(InetAddress.getLoopbackAddress(), server.httpPort().getAsInt());
        request("nonsense\r\n\r\n");
        assertThat(new String(http.getInputStream().readAllBytes(), ISO_8859_1)).contains(" 400 Bad Request\r\n");
    }

    @Test
    void aBodyWithoutEndEndsTheConnection() throws IOException {
        requestAsItIs("POST /reverse HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
        assertThatThrownBy(() -> {
                    while (true) {
                        requestAsItIs("1000\r\n" + "x".repeat(0x1000) + "\r\n");
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(server.traffic().drops(Drop.MALFORMED)).isEqualTo(1);
        assertThat(worker.asks("status", ".\n")).isEqualTo("reverse\t0\t0\t1\n.\n");
    }

    /** Each is answered, then the connection ends, and no job is made of half a request. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | POST /f HTTP/1.1~Host: h~Content-Length: -1~~",
                "400 | POST /f HTTP/1.1~Host: h~Content-Length: abc~~",
                "400 | POST /f HTTP/1.1~Host: h~Content-Length: 1~Content-Length: 2~~ab",
                "400 | POST /f HTTP/1.1~Host: h~Content-Length: 99999999999999999999~~",
                "400 | POST /f HTTP/1.1~Host: h~Content-Length: 1~Transfer-Encoding: chunked~~0~~",
                "400 | POST /f HTTP/1.1~Host: h~Transfer-Encoding: chunked~~3~abc~zz~",
                "400 | POST /f HTTP/1.1~Host: h~Transfer-Encoding: chunked~~ffffffffffffffff~",
                "400 | GET /f~~",
                "505 | GET /f HTTP/2.0~~",
                "505 | GET /f HTTP/1.2~~",
                "414 | GET /$LONG HTTP/1.0~~",
                "431 | GET /f HTTP/1.0~A: $LONG~~",
                "431 | GET /f HTTP/1.0~$MANY~~"
            })
    void whatCannotBeReadIsRefusedAndIsNoJob(String status, String text) throws IOException {
        requestAsItIs(text.replace("$LONG", "x".repeat(20_000))
                .replace("$MANY", "A: b~".repeat(3000))
                .replace("~", "\r\n"));
        assertThat(new String(http.getInputStream().readAllBytes(), ISO_8859_1))
                .matches("(?s)HTTP/1\\.[01] " + status + " .*Content-Length: 0\r\n.*\r\n\r\n");
        assertThat(worker.asks("status", ".\n")).isEqualTo("reverse\t0\t0\t1\n.\n");
    }

    @Test
    void linesMayEndInALineFeedAloneAsForTheCServer() throws IOException {
        requestAsItIs("POST /sing HTTP/1.0\nX-Gearman-Background: true\nContent-Length: 2\n\nla");
        response("""
                HTTP/1.0 200 OK
                X-Gearman-Job-Handle: H:lap:1
                X-Gearman-Command: JOB_CREATED
                Content-Length: 0
                Server: Gearman/$V

                """);
        end();
    }

    /** As {@code nc -N} does; what has not come whole is no job. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aClientThatEndsItsSideIsAnsweredWhatCanBeAnsweredAtOnce(int threads) throws IOException {
        stop();
        start(threads);
        String background = "POST /reverse HTTP/1.1\r\nX-Gearman-Background: true\r\nX-Gearman-Unique: ";
        String body = "\r\nContent-Length: 1\r\n\r\nx";
        request(background + "1" + body + "BREW /reverse HTTP/1.1\r\n\r\n" + background + "2" + body
                + "POST /reverse HTTP/1.1\r\nCont");
        http.shutdownOutput();
        assertThat(new String(http.getInputStream().readAllBytes(), ISO_8859_1).lines())
                .filteredOn(line -> line.startsWith("HTTP/"))
                .containsExactly(
                        "HTTP/1.1 200 OK",
                        "HTTP/1.1 405 Method Not Allowed",
                        "HTTP/1.1 200 OK",
                        "HTTP/1.0 400 Bad Request");
        assertThat(worker.asks("status", ".\n")).isEqualTo("reverse\t2\t0\t1\n.\n");
    }

    /** One that ends its side looks as one that has gone. */
    @Test
    void aClientThatGoesTakesItsWaitingJobWithIt() throws IOException {
        request("GET /reverse HTTP/1.1\r\n\r\n");
        while (!worker.asks("status", ".\n").equals("reverse\t1\t0\t1\n.\n")) {
            Thread.onSpinWait();
        }
        http.close();
        while (!worker.asks("status", ".\n").equals("reverse\t0\t0\t1\n.\n")) {
            Thread.onSpinWait();
        }
    }

    /** Plain, chunked after 100 Continue, twice on one connection, HEAD. */
    private void curlGetsResults(String url) throws IOException, InterruptedException {
        List<String> shout = List.of("gearman", "-h", "127.0.0.1", "-p", "" + server.port(), "-w", "-f", "shout", "--");
        List<String> command = new ArrayList<>(shout);
        command.addAll(List.of("tr", "a-z", "A-Z"));
        try (Peers.Running running = Peers.start(command.toArray(String[]::new))) {
            assertThat(running.process().isAlive()).isTrue();
            assertThat(Peers.output("", "curl", "-s", "-d", "hello", url + "/shout"))
                    .isEqualTo("HELLO");
            assertThat(Peers.output(
                            "x".repeat(50_000), "curl", "-s", "-T", "-", "-H", "Expect: 100-continue", url + "/shout"))
                    .isEqualTo("X".repeat(50_000));
            assertThat(Peers.output(
                            "", "curl", "-s", "-d", "y", "-w", "%{num_connects}", url + "/shout", url + "/shout"))
                    .isEqualTo("Y1Y0");
            assertThat(Peers.output("", "curl", "-s", "-I", url + "/shout"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith("Content-Length: 0\r\nServer: Gearman/" + GearmandServer.version() + "\r\n\r\n");
        }
    }

    @TestFactory
    Stream<DynamicTest> curl() {
        return List.of(0, 2).stream()
                .filter(threads -> Peers.isInstalled("curl"))
                .map(threads -> dynamicTest("curl, -t " + threads, () -> {
                    stop();
                    start(threads);
                    String url = "http://127.0.0.1:" + server.httpPort().getAsInt();
                    assertThat(Peers.output(
                                    "", "curl", "-s", "-d", "x", "-H", "X-Gearman-Background: true", url + "/bg"))
                            .isEmpty();
                    assertThat(Peers.output("", "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", url + "/"))
                            .isEqualTo("404");
                    assertThat(worker.asks("status", ".\n")).contains("bg\t1\t0\t0\n");
                    curlGetsResults(url);
                }));
    }
}
