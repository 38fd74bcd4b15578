package glimpse.cluster.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    private static final Chunk CHUNK = new Chunk("s1", "s1.7", 3, 24, 8, HASH, 1500, new byte[] {1, 2, 3});

    private static final ElementError ERROR = new ElementError(
            2,
            "java.lang.ArithmeticException",
            "/ by zero",
            List.of(new StackTraceElement("REPL.$JShell$5", "lambda$do_it$$0", null, 1)),
            "java.lang.ArithmeticException: / by zero\n",
            new byte[] {9},
            1234);

    private static final ChunkDone DONE = new ChunkDone(
            ChunkDone.End.DONE, "s1.7", 3, "node/0", 1_700_000_000_000L, 5, 6, List.of(ERROR), 2, new byte[] {7});

    @Test
    void whatIsEncodedIsDecoded() throws Exception {
        assertThat(Chunk.decode(CHUNK.encode())).usingRecursiveComparison().isEqualTo(CHUNK);
        assertThat(ChunkDone.decode(DONE.encode())).usingRecursiveComparison().isEqualTo(DONE);
        Chunk confirmed = CHUNK.withPermit(-5);
        assertThat(Chunk.decode(confirmed.encode())).usingRecursiveComparison().isEqualTo(confirmed);
        PermitRequest asked = new PermitRequest(-5, "H:host:7", 6);
        assertThat(PermitRequest.decode(asked.encode())).isEqualTo(asked);
        Permit permit = new Permit(6, "no");
        assertThat(Permit.decode(permit.encode())).isEqualTo(permit);
        ChunkStarted started = new ChunkStarted("s1.7", 3, "node/0");
        assertThat(ChunkStarted.decode(started.encode())).isEqualTo(started);
        PartRequest request = new PartRequest(PartRequest.Kind.JAR, HASH, 5);
        assertThat(PartRequest.decode(request.encode())).isEqualTo(request);
        Part part = new Part(HASH, 1, 17, 10);
        assertThat(Part.decode(part.encode())).isEqualTo(part);
        ResultPart results = new ResultPart("s1.7", 3, 1, new byte[] {4, 5});
        assertThat(ResultPart.is(results.encode())).isTrue();
        assertThat(ResultPart.decode(results.encode()))
                .usingRecursiveComparison()
                .isEqualTo(results);
        assertThat(Chunk.decode(CHUNK.withoutArguments(HASH).encode()).withArguments(CHUNK.arguments()))
                .usingRecursiveComparison()
                .isEqualTo(CHUNK);
    }

    @Test
    void aChunkIsTheBytesOfTheProtocolPage() {
        Chunk chunk = new Chunk("s", "s.1", 2, 3, 1, "ab", 9, new byte[] {5});
        assertThat(HexFormat.of().formatHex(chunk.encode()))
                .isEqualTo("4303" + "0000000173" + "00000003732e31" + "00000002" + "0000000000000003" + "00000001"
                        + "000000026162" + "00000009" + "00000000" + "0000000105");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bytesThatAreCutOrSpoiltNeverPassForMore(long seed) {
        Random random = new Random(seed);
        byte[] whole = DONE.encode();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ChunkDone.decode(cut)).isInstanceOf(PayloadException.class);
        }
        for (int i = 0; i < 2000; i++) {
            byte[] spoilt = whole.clone();
            spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                ChunkDone.decode(spoilt);
            } catch (PayloadException expected) {
                assertThat(expected).hasMessageMatching("(?s).*(expected|remain).*");
            }
        }
    }

    @Test
    void aPayloadOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> ChunkDone.decode(CHUNK.encode()))
                .isInstanceOf(PayloadException.class)
                .hasMessage("payload kind 67 (expected: 68, a CHUNK_DONE)");
    }

    @Test
    void aPayloadOfAnotherVersionSaysWhoMayBeOld() {
        byte[] older = CHUNK.encode();
        older[1] = 2;
        assertThatThrownBy(() -> Chunk.decode(older))
                .isInstanceOf(PayloadException.class)
                .hasMessage("version 2 of CHUNK (expected: 3; do front end and worker run the same Glimpse?)");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 11, 20, 27})
    void thePartsOfAWholeAreAllOfIt(long wholeBytes) {
        Part first = new Part(HASH, 0, wholeBytes, 10);
        long at = 0;
        for (int i = 0; i < first.parts(); i++) {
            Part part = new Part(HASH, i, wholeBytes, 10);
            assertThat(part.isThere()).isTrue();
            assertThat(part.from()).isEqualTo(at);
            at += part.length();
        }
        assertThat(at).isEqualTo(wholeBytes);
        assertThat(new Part(HASH, (int) first.parts(), wholeBytes, 10).isThere())
                .isFalse();
        assertThat(new Part(HASH, -1, wholeBytes, 10).isThere()).isFalse();
        assertThat(Part.none(new PartRequest(PartRequest.Kind.JAR, HASH, 0)).isThere())
                .isFalse();
    }

    @Test
    void aPacketOfAPartIsItsHeadAndThenTheBytes() throws Exception {
        byte[] packet = Part.packet("head".getBytes(UTF_8), 3);
        ByteBuffer arrived = ByteBuffer.wrap(packet);
        assertThat(Part.sealedHead(arrived)).asString(UTF_8).isEqualTo("head");
        assertThat(arrived.remaining()).isEqualTo(3);
        assertThatThrownBy(() -> Part.sealedHead(ByteBuffer.wrap(new byte[] {0, 0, 0, 9, 1})))
                .isInstanceOf(PayloadException.class)
                .hasMessage("head of 9 bytes in a part (expected: 0 to 1)");
    }

    @Test
    void theUniqueIdOfAPartIsShortEnoughForTheCServer() {
        assertThat(new PartRequest(PartRequest.Kind.IMAGE, HASH, 4095).unique()).hasSizeLessThan(64);
    }
}
