package glimpse.gearman.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketCodecTest {

    @Test
    void submitJobLooksAsInTheProtocolText() {
        Packet packet = Packet.of(PacketType.SUBMIT_JOB, "reverse", "").withData("test".getBytes(UTF_8));

        assertThat(HexFormat.of().formatHex(PacketEncoder.encode(packet)))
                .isEqualTo("00524551" + "00000007" + "0000000d" + "72657665727365" + "00" + "00" + "74657374");
        assertThat(packet).hasToString("REQ SUBMIT_JOB reverse \"\" test");
    }

    @Test
    void lastArgumentWithoutDataHasNoTerminator() {
        Packet packet = Packet.of(PacketType.STATUS_RES, "H:lap:1", "1", "1", "250", "1000");

        assertThat(HexFormat.of().formatHex(PacketEncoder.encode(packet)))
                .isEqualTo("00524553" + "00000014" + "00000014" + "483a6c61703a31" + "00" + "31" + "00" + "31" + "00"
                        + "323530" + "00" + "31303030");
    }

    @ParameterizedTest
    @EnumSource(PacketType.class)
    void everyTypeComesBackAsItWasWhole(PacketType type) throws FramingException {
        Packet packet = sample(type, new Random(type.number()));

        assertThat(decode(List.of(PacketEncoder.encode(packet)))).containsExactly(packet);
    }

    @ParameterizedTest
    @EnumSource(PacketType.class)
    void everyTypeComesBackAsItWasByteByByte(PacketType type) throws FramingException {
        Packet packet = sample(type, new Random(type.number()));
        List<byte[]> bytes = new ArrayList<>();
        for (byte b : PacketEncoder.encode(packet)) {
            bytes.add(new byte[] {b});
        }

        assertThat(decode(bytes)).containsExactly(packet);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aStreamCutAnywhereGivesTheSamePackets(long seed) throws FramingException {
        Random random = new Random(seed);
        List<Packet> packets = new ArrayList<>();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            Packet packet = sample(PacketType.of(1 + random.nextInt(42)), random);
            packets.add(packet);
            stream.writeBytes(PacketEncoder.encode(packet));
        }

        assertThat(decode(cut(stream.toByteArray(), random))).isEqualTo(packets);
    }

    @Test
    void bodyOfATypeWithoutArgumentsIsIgnored() throws FramingException {
        byte[] grabWithEightBytes = HexFormat.of().parseHex("005245510000000900000008" + "0102030405060708");

        assertThat(decode(List.of(grabWithEightBytes))).containsExactly(Packet.of(PacketType.GRAB_JOB));
    }

    @Test
    void trailingNulOfALastArgumentIsKeptButNotInTheHandle() throws FramingException {
        byte[] workFail = HexFormat.of().parseHex("005245530000000e00000004" + "483a3100");

        Packet packet = decode(List.of(workFail)).get(0);
        assertThat(packet.argument(0)).containsExactly('H', ':', '1', 0);
        assertThat(packet.handle(0)).isEqualTo(new JobHandle("H:1"));
    }

    @Test
    void framingErrorsNameFoundAndExpected() {
        refuses("485454500000000000000000", "magic 0x48545450 (expected: \\0REQ or \\0RES)");
        refuses("005245510000000000000000", "packet type 0 (expected: 1..42)");
        refuses("005245510000002b00000000", "packet type 43 (expected: 1..42)");
        refuses("005245518000000000000000", "packet type 2147483648 (expected: 1..42)");
        refuses("0052455100000010ffffffff", "size 4294967295 of ECHO_REQ (expected: <= 1048576)");
        refuses("005245510000000700000003616263", "SUBMIT_JOB of 3 bytes with too few arguments (expected: 2)");
    }

    @Test
    void aPromisedSizeTakesNoMemoryBeforeTheBytesCome() throws FramingException {
        List<PacketDecoder> waiting = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            PacketDecoder decoder = new PacketDecoder(Integer.MAX_VALUE);
            decoder.decode(ByteBuffer.wrap(HexFormat.of().parseHex("00524551000000107fffffff")), p -> {});
            waiting.add(decoder);
        }
        assertThat(waiting).allMatch(PacketDecoder::isInsidePacket);
    }

    @Test
    void packetsThatTheTableForbidsAreNotMade() {
        assertThatThrownBy(() -> Packet.of(PacketType.SUBMIT_JOB, "one"))
                .hasMessage("SUBMIT_JOB with 1 arguments (expected: 2)");
        assertThatThrownBy(() -> Packet.of(PacketType.SUBMIT_JOB, "a\0b", ""))
                .hasMessage("a NUL inside an argument of SUBMIT_JOB (expected: none, NUL ends it)");
        assertThatThrownBy(() -> Packet.of(PacketType.NOOP).withData(new byte[1]))
                .hasMessage("NOOP with data (expected: none)");
    }

    private static void refuses(String hex, String message) {
        assertThatThrownBy(() -> decode(List.of(HexFormat.of().parseHex(hex))))
                .isInstanceOf(FramingException.class)
                .hasMessage(message);
    }

    private static List<Packet> decode(List<byte[]> pieces) throws FramingException {
        PacketDecoder decoder = new PacketDecoder(1 << 20);
        List<Packet> packets = new ArrayList<>();
        for (byte[] piece : pieces) {
            decoder.decode(ByteBuffer.wrap(piece), packets::add);
        }
        assertThat(decoder.isInsidePacket()).isFalse();
        return packets;
    }

    private static List<byte[]> cut(byte[] bytes, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + random.nextInt(1 + random.nextInt(5000)));
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces;
    }

    private static Packet sample(PacketType type, Random random) {
        byte[][] arguments = new byte[type.argumentCount()][];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = "x".repeat(random.nextInt(30)).getBytes(UTF_8);
        }
        byte[] data = new byte[type.hasData() ? random.nextInt(random.nextInt(20_000) + 1) : 0];
        random.nextBytes(data);
        return Packet.of(type, arguments).withData(data);
    }
}
