package glimpse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketEncoder;
import glimpse.gearman.packet.PacketType;
import glimpse.server.connection.Limits;
import glimpse.server.connection.Traffic.Drop;
import glimpse.server.store.Group;
import glimpse.server.store.QueueType;
import glimpse.server.store.Store;
import glimpse.server.store.StoredJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that take too much, read too little, or say nothing. */
class LimitsTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final byte[] BULK = new byte[100_000];

    private GearmandServer server;

    private void start(int threads, Limits limits) throws IOException {
        server = GearmandServer.start(ServerOptions.embedded()
                .withThreads(threads)
                .withHttpPort(OptionalInt.of(0))
                .withLimits(limits));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void echoes(Dialogue peer) throws IOException {
        peer.sends(PacketType.ECHO_REQ).receives(PacketType.ECHO_RES);
    }

    private Socket socket(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        return socket;
    }

    @Test
    void oneConnectionTooManyIsClosedAtOnceAndAFreePlaceIsTakenAgain() throws IOException {
        start(0, Limits.STANDARD.withMaxConnections(2));
        try (Dialogue one = new Dialogue(server.port())) {
            Dialogue two = new Dialogue(server.port());
            echoes(one);
            echoes(two);
            try (Socket three = socket(server.port())) {
                assertThat(three.getInputStream().read()).isEqualTo(-1);
            }
            two.close();
            while (server.traffic().open() > 1) {
                Thread.onSpinWait();
            }
            try (Dialogue four = new Dialogue(server.port())) {
                echoes(four);
            }
        }
        assertThat(server.traffic().drops(Drop.MAX_CONNECTIONS)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aPeerThatReadsNothingIsReadFromNoMoreAndThenDropped(int threads) throws IOException {
        start(threads, Limits.STANDARD.withMaxOutput(8 << 20).withOutputTimeout(SHORT));
        byte[] echo = PacketEncoder.encode(Packet.of(PacketType.ECHO_REQ).withData(BULK));
        try (Socket greedy = socket(server.port());
                Dialogue other = new Dialogue(server.port())) {
            assertThatThrownBy(() -> {
                        while (true) {
                            greedy.getOutputStream().write(echo);
                        }
                    })
                    .isInstanceOf(IOException.class);
            echoes(other);
        }
        assertThat(server.traffic().pauses()).isPositive();
        assertThat(server.traffic().drops(Drop.OUTPUT_TIMEOUT)).isEqualTo(1);
        assertThat(server.traffic().drops(Drop.MAX_OUTPUT)).isZero();
    }

    /** Requests sent ahead and results that nobody reads: the client is paused, then dropped; its worker goes on. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void anHttpClientThatReadsNothingIsReadFromNoMoreAndThenDropped(int threads) throws IOException {
        start(threads, Limits.STANDARD.withMaxOutput(8 << 20).withOutputTimeout(SHORT));
        byte[] request = "GET /f HTTP/1.1\r\nHost: x\r\nX-Gearman-Unique:\r\n\r\n"
                .repeat(50)
                .getBytes(UTF_8);
        try (Socket greedy = socket(server.httpPort().getAsInt());
                Dialogue worker = new Dialogue(server.port())) {
            worker.sends(PacketType.CAN_DO, "f");
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    while (true) {
                        greedy.getOutputStream().write(request);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            while (server.traffic().drops(Drop.OUTPUT_TIMEOUT)
                            + server.traffic().drops(Drop.MAX_OUTPUT)
                    == 0) {
                Packet job = worker.sends(PacketType.GRAB_JOB).receives();
                if (job.type() == PacketType.JOB_ASSIGN) {
                    worker.sends(
                            Packet.of(PacketType.WORK_COMPLETE, job.text(0)).withData(BULK));
                }
            }
            assertThatThrownBy(sent::join).hasCauseInstanceOf(UncheckedIOException.class);
            echoes(worker);
        }
        assertThat(server.traffic().pauses()).isPositive();
        assertThat(server.traffic().drops(Drop.MAX_OUTPUT)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aClientThatDoesNotReadWhatItsWorkerSendsIsDropped(int threads) throws IOException {
        start(threads, Limits.STANDARD.withMaxOutput(1 << 20));
        try (Socket client = socket(server.port());
                Dialogue worker = new Dialogue(server.port())) {
            client.getOutputStream().write(PacketEncoder.encode(Packet.of(PacketType.SUBMIT_JOB, "f", "u")));
            client.getInputStream().readNBytes(12);
            worker.sends(PacketType.CAN_DO, "f").sends(PacketType.GRAB_JOB);
            String handle = worker.receives(PacketType.JOB_ASSIGN).text(0);
            while (server.traffic().drops(Drop.MAX_OUTPUT) == 0) {
                worker.sends(Packet.of(PacketType.WORK_DATA, handle).withData(BULK));
                echoes(worker);
            }
            while (!worker.asks("show jobs", ".\n").equals(handle + "\t0\t1\t0\n.\n")) {
                Thread.onSpinWait();
            }
        }
    }

    /** An engine that answers when the test says so. */
    private static final class SlowStore implements Store {
        private final CountDownLatch answer = new CountDownLatch(1);

        @Override
        public void open() {}

        @Override
        public void replay(Consumer<StoredJob> jobs) {}

        @Override
        public void write(Group group) {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void whatWaitsForASlowStoreIsReadFromNoMoreAndNothingIsLost(int threads) throws Exception {
        SlowStore store = new SlowStore();
        server = GearmandServer.start(ServerOptions.embedded()
                .withThreads(threads)
                .withQueue(QueueType.atOnce(() -> store))
                .withLimits(Limits.STANDARD.withMaxOutput(8 << 20).withPacketTimeout(SHORT)));
        byte[] echo = PacketEncoder.encode(Packet.of(PacketType.ECHO_REQ).withData(BULK));
        int echoes = 400;
        try (Socket greedy = socket(server.port());
                Dialogue other = new Dialogue(server.port())) {
            greedy.getOutputStream().write(PacketEncoder.encode(Packet.of(PacketType.SUBMIT_JOB_BG, "f", "u")));
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < echoes; i++) {
                        greedy.getOutputStream().write(echo);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            while (server.traffic().pauses() == 0) {
                Thread.onSpinWait();
            }
            echoes(other);
            assertThat(sent).isNotDone();
            store.answer.countDown();
            int created = 12 + ("H:" + Host.name() + ":1").length();
            assertThat(greedy.getInputStream().readNBytes(created + echoes * echo.length))
                    .hasSize(created + echoes * echo.length);
            sent.get(60, TimeUnit.SECONDS);
        }
        assertThat(server.traffic().drops(Drop.MAX_OUTPUT)).isZero();
        assertThat(server.traffic().drops(Drop.PACKET_TIMEOUT)).isZero();
    }

    @Test
    void resultsThatWaitForASlowStoreEndTheConnectionWhenTheyAreTooMany() throws IOException {
        SlowStore store = new SlowStore();
        server = GearmandServer.start(ServerOptions.embedded()
                .withQueue(QueueType.atOnce(() -> store))
                .withLimits(Limits.STANDARD.withMaxOutput(1 << 20)));
        try (Socket client = socket(server.port());
                Dialogue worker = new Dialogue(server.port())) {
            client.getOutputStream().write(PacketEncoder.encode(Packet.of(PacketType.SUBMIT_JOB, "f", "u")));
            client.getOutputStream().write(PacketEncoder.encode(Packet.of(PacketType.SUBMIT_JOB_BG, "g", "u")));
            client.getInputStream().readNBytes(12);
            worker.sends(PacketType.CAN_DO, "f").sends(PacketType.GRAB_JOB);
            String handle = worker.receives(PacketType.JOB_ASSIGN).text(0);
            while (server.traffic().drops(Drop.MAX_OUTPUT) == 0) {
                worker.sends(Packet.of(PacketType.WORK_DATA, handle).withData(BULK));
                echoes(worker);
            }
            client.getInputStream().readAllBytes();
        } finally {
            store.answer.countDown();
        }
        assertThat(server.traffic().drops(Drop.MAX_OUTPUT)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void moreAnswersInOneGoThanMayWaitEndTheConnection(int threads) throws IOException {
        start(threads, Limits.STANDARD.withMaxOutput(100_000));
        try (Dialogue other = new Dialogue(server.port());
                Socket greedy = socket(server.port())) {
            for (int i = 0; i < 1000; i++) {
                other.sends(PacketType.CAN_DO, "function" + i);
            }
            echoes(other);
            greedy.getOutputStream().write("status\n".repeat(5000).getBytes(UTF_8));
            assertThatThrownBy(() -> {
                        if (greedy.getInputStream().readAllBytes().length < 50_000_000) {
                            throw new IOException("end");
                        }
                    })
                    .isInstanceOf(IOException.class);
            echoes(other);
        }
        assertThat(server.traffic().drops(Drop.MAX_OUTPUT)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void whoStopsWithinAPacketALineOrARequestIsDroppedAndWhoSleepsIsNot(int threads) throws IOException {
        start(threads, Limits.STANDARD.withPacketTimeout(SHORT));
        try (Dialogue sleeper = new Dialogue(server.port());
                Socket packet = socket(server.port());
                Socket line = socket(server.port());
                Socket http = socket(server.httpPort().getAsInt())) {
            sleeper.sends(PacketType.CAN_DO, "f").sends(PacketType.PRE_SLEEP);
            packet.getOutputStream().write(new byte[] {0, 'R', 'E'});
            line.getOutputStream().write("stat".getBytes(UTF_8));
            http.getOutputStream().write("POST /f HTTP/1.1\r\nContent-Le".getBytes(UTF_8));
            assertThat(packet.getInputStream().read()).isEqualTo(-1);
            assertThat(line.getInputStream().read()).isEqualTo(-1);
            assertThat(http.getInputStream().read()).isEqualTo(-1);
            echoes(sleeper);
        }
        assertThat(server.traffic().drops(Drop.PACKET_TIMEOUT)).isEqualTo(3);
    }

    @Test
    void whoIsOfNoUseIsClosedWhenIdleAndWorkersAndWaitingClientsStay() throws IOException {
        start(0, Limits.STANDARD.withIdleTimeout(SHORT));
        try (Dialogue worker = new Dialogue(server.port());
                Dialogue client = new Dialogue(server.port());
                Socket idle = socket(server.port())) {
            worker.sends(PacketType.CAN_DO, "other").sends(PacketType.PRE_SLEEP);
            client.sends(PacketType.SUBMIT_JOB, "f", "").receives(PacketType.JOB_CREATED);
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            echoes(worker);
            echoes(client);
        }
        assertThat(server.traffic().drops(Drop.IDLE_TIMEOUT)).isEqualTo(1);
    }
}
