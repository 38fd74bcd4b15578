package glimpse.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketEncoder;
import glimpse.gearman.packet.PacketType;
import glimpse.server.connection.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no honest peer sends, to the running server; after them an honest job has to come through, and the memory be back. */
class HostileTest {
    private static final int ROUNDS = 60;
    private static final long SPARE_BYTES = 24 << 20;

    private static GearmandServer start(int threads) throws IOException {
        return GearmandServer.start(ServerOptions.embedded()
                .withThreads(threads)
                .withHttpPort(OptionalInt.of(0))
                .withWeb("127.0.0.1", OptionalInt.of(0))
                .withLimits(Limits.STANDARD.withMaxPacketSize(1 << 20).withMaxOutput(1 << 20)));
    }

    private static void anHonestJobComesThrough(GearmandServer server) throws IOException {
        try (Dialogue worker = new Dialogue(server.port());
                Dialogue client = new Dialogue(server.port())) {
            worker.sends(PacketType.CAN_DO, "honest").sends(PacketType.PRE_SLEEP);
            worker.sends(PacketType.ECHO_REQ).receives(PacketType.ECHO_RES);
            client.sends(Packet.of(PacketType.SUBMIT_JOB, "honest", "").withData("work".getBytes(UTF_8)));
            String handle = client.receives(PacketType.JOB_CREATED).text(0);
            worker.receives(PacketType.NOOP);
            worker.sends(PacketType.GRAB_JOB);
            assertThat(worker.receives()).hasToString("RES JOB_ASSIGN " + handle + " honest work");
            worker.sends(Packet.of(PacketType.WORK_COMPLETE, handle).withData("done".getBytes(UTF_8)));
            assertThat(client.receives()).hasToString("RES WORK_COMPLETE " + handle + " done");
        }
    }

    private static void awaitOnlyOneConnection(GearmandServer server, Dialogue admin) throws IOException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (admin.asks("workers", "\n.\n").lines().count() > 2
                || server.traffic().open() > 1) {
            assertThat(System.nanoTime())
                    .as("connections stay: " + server.traffic().open())
                    .isLessThan(end);
        }
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    // ---- random bytes

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void afterRandomMutatedTruncatedAndSlowBytesAllIsAsBefore(int threads) throws IOException {
        try (GearmandServer server = start(threads);
                Dialogue admin = new Dialogue(server.port())) {
            anHonestJobComesThrough(server);
            long before = usedMemory();
            for (long seed : Seeds.first(ROUNDS).toArray()) {
                Random random = new Random(seed);
                int port = seed % 6 == 5
                        ? server.httpPort().getAsInt()
                        : seed % 15 == 3 ? server.webPort().getAsInt() : server.port();
                attack(port, random);
            }
            awaitOnlyOneConnection(server, admin);
            for (String function : functions(admin)) {
                drain(server, function);
            }
            awaitOnlyOneConnection(server, admin);
            assertThat(admin.asks("status", ".\n").lines())
                    .allMatch(line -> line.equals(".") || line.contains("\t0\t0\t0"));
            anHonestJobComesThrough(server);
            assertThat(usedMemory() - before).isLessThan(SPARE_BYTES);
        }
    }

    private static void attack(int port, Random random) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            byte[] bytes = stream(random);
            if (random.nextInt(8) == 0) {
                socket.setTcpNoDelay(true);
                for (int i = 0; i < Math.min(300, bytes.length); i++) {
                    out.write(bytes[i]);
                }
            } else {
                out.write(bytes, 0, random.nextBoolean() ? bytes.length : random.nextInt(bytes.length + 1));
            }
            if (random.nextInt(4) == 0) {
                socket.setSoLinger(true, 0);
            }
        } catch (SocketException e) {
            assertThat(e.getMessage()).as("the server has had enough").containsAnyOf("reset", "pipe", "closed");
        }
    }

    /** Packets and lines as they might be, some of them spoilt. */
    private static byte[] stream(Random random) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = random.nextInt(40); i >= 0; i--) {
            byte[] piece = piece(random);
            if (random.nextInt(5) == 0 && piece.length > 0) {
                piece[random.nextInt(piece.length)] = (byte) random.nextInt();
            }
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    private static byte[] piece(Random random) {
        switch (random.nextInt(8)) {
            case 0 -> {
                byte[] noise = new byte[random.nextInt(2000)];
                random.nextBytes(noise);
                return noise;
            }
            case 1 -> {
                String[] lines = {
                    "status", "workers", "show jobs", "maxqueue f 1", "create function a", "cancel job H:1", ""
                };
                return (lines[random.nextInt(lines.length)] + "\n").getBytes(UTF_8);
            }
            case 2 -> {
                return "POST /f HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nX-Gearman-Background: true\r\n\r\nhello"
                        .getBytes(UTF_8);
            }
            default -> {
                PacketType[] types = PacketType.values();
                PacketType type = types[random.nextInt(types.length)];
                byte[] body = new byte[random.nextInt(200)];
                for (int i = 0; i < body.length; i++) {
                    body[i] = (byte) (random.nextInt(4) == 0 ? 0 : 'a' + random.nextInt(3));
                }
                ByteArrayOutputStream packet = new ByteArrayOutputStream();
                packet.writeBytes(
                        new byte[] {0, 'R', 'E', 'Q', 0, 0, 0, (byte) type.number(), 0, 0, 0, (byte) body.length});
                packet.writeBytes(body);
                return packet.toByteArray();
            }
        }
    }

    private static List<String> functions(Dialogue admin) throws IOException {
        List<String> names = new ArrayList<>();
        for (String line : admin.asks("status", "\n.\n").split("\n", -1)) {
            if (line.contains("\t") && !line.contains("\t0\t0\t0")) {
                names.add(line.substring(0, line.indexOf('\t')));
            }
        }
        return names;
    }

    /** Takes all that waits for a function; what is not due yet is cancelled. */
    private static void drain(GearmandServer server, String function) throws IOException {
        try (Dialogue worker = new Dialogue(server.port())) {
            worker.sends(Packet.of(PacketType.CAN_DO, function.getBytes(ISO_8859_1)));
            for (Packet job = worker.sends(PacketType.GRAB_JOB).receives();
                    job.type() == PacketType.JOB_ASSIGN;
                    job = worker.receives()) {
                worker.sends(Packet.of(PacketType.WORK_COMPLETE, job.text(0))).sends(PacketType.GRAB_JOB);
            }
        }
    }

    // ---- what crashes the C server

    static Stream<Arguments> killersOfC() {
        return Stream.of(
                Arguments.of("a packet type of 0x80000000", "\0REQ\u0080\0\0\0\0\0\0\0"),
                Arguments.of("a packet type of 0xffffffff", "\0REQ\u00ff\u00ff\u00ff\u00ff\0\0\0\0"),
                Arguments.of("create function without a name", "create function \n"),
                Arguments.of("a size of 0xffffffff", "\0REQ\0\0\0\7\u00ff\u00ff\u00ff\u00ffabc"),
                Arguments.of("arguments longer than the size", packet(7, "f\0u\0data", 2)),
                Arguments.of("arguments without a NUL", packet(7, "fu", 2)),
                Arguments.of("a reduce job with a long unique", packet(37, "f\0" + "u".repeat(200) + "\0r\0\0x", -1)),
                Arguments.of("a long reducer", packet(37, "f\0u\0" + "r".repeat(200) + "\0\0x", -1)),
                Arguments.of("WORK_FAIL with a long handle", packet(14, "h".repeat(1000), -1)),
                Arguments.of(
                        "drop function with a queued job", packet(18, "d\0u\0x", -1) + "drop function d\nshow jobs\n"),
                Arguments.of(
                        "WORK_STATUS with long numbers",
                        packet(12, "H:1\0" + "9".repeat(100) + "\0" + "9".repeat(100), -1)),
                Arguments.of("CAN_DO_TIMEOUT with a long number", packet(23, "t\0" + "9".repeat(100), -1)),
                Arguments.of("an epoch beyond all numbers", packet(36, "e\0u\0" + "9".repeat(100) + "\0x", -1)),
                Arguments.of("a unique of 70,000 bytes", packet(7, "f\0" + "u".repeat(70_000) + "\0x", -1)),
                Arguments.of("a scheduled job of the old kind", packet(35, "f\0u\0" + "99\0-1\0x\0\0\0x", -1)),
                Arguments.of("a client id of many lines", packet(22, "a\nb : c\n.\n", -1) + "workers\n"),
                Arguments.of(
                        "drop function with a running job",
                        packet(1, "d", -1) + packet(18, "d\0u\0x", -1) + packet(9, "", -1)
                                + "drop function d\nstatus\n"),
                Arguments.of(
                        "a job with a limit of no time",
                        packet(23, "f\0000", -1) + packet(18, "f\0\0x", -1) + packet(9, "", -1)),
                Arguments.of("a line without end", "x".repeat(100_000)),
                Arguments.of("a line of many words", "a ".repeat(4000) + "\n"),
                Arguments.of("a function with a name of 8 KiB and more", packet(1, "n".repeat(100_000), -1)));
    }

    private static String packet(int type, String body, int size) {
        int length = size < 0 ? body.length() : size;
        return "\0REQ\0\0\0" + (char) type + "\0" + (char) (length >> 16 & 0xff) + (char) (length >> 8 & 0xff)
                + (char) (length & 0xff) + body;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("killersOfC")
    void whatKillsOrConfusesTheCServerIsSurvived(String name, String bytes) throws IOException {
        try (GearmandServer server = start(0)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
                anHonestJobComesThrough(server);
            }
            anHonestJobComesThrough(server);
        }
    }

    @Test
    void aTimeoutAfterTheJobIsDoneHarmsNobody() throws IOException {
        try (GearmandServer server = start(0);
                Dialogue worker = new Dialogue(server.port())) {
            worker.sends(PacketType.CAN_DO_TIMEOUT, "f", "1000");
            worker.sends(PacketType.SUBMIT_JOB_BG, "f", "").receives(PacketType.JOB_CREATED);
            String handle = worker.sends(PacketType.GRAB_JOB)
                    .receives(PacketType.JOB_ASSIGN)
                    .text(0);
            worker.sends(Packet.of(PacketType.WORK_COMPLETE, handle));
            worker.sends(PacketType.SUBMIT_JOB_BG, "f", "").receives(PacketType.JOB_CREATED);
            worker.sends(PacketType.GRAB_JOB).receives(PacketType.JOB_ASSIGN);
            while (worker.asks("status", ".\n").equals("f\t1\t1\t1\n.\n")) {
                Thread.onSpinWait();
            }
            assertThat(worker.asks("status", ".\n")).isEqualTo("f\t1\t0\t1\n.\n");
        }
    }

    @Test
    void aHeaderThatPromisesMuchTakesNoMemoryBeforeItIsFilled() throws IOException {
        try (GearmandServer server = GearmandServer.start(ServerOptions.embedded())) {
            long before = usedMemory();
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                socket.getOutputStream().write(packet(7, "", 0xff_ffff).getBytes(ISO_8859_1));
                sockets.add(socket);
            }
            anHonestJobComesThrough(server);
            assertThat(usedMemory() - before).isLessThan(SPARE_BYTES);
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void packetsAreWhatTheyWereMeantToBe() {
        assertThat(packet(16, "x", -1).getBytes(ISO_8859_1))
                .isEqualTo(PacketEncoder.encode(Packet.of(PacketType.ECHO_REQ).withData("x".getBytes(UTF_8))));
    }
}
