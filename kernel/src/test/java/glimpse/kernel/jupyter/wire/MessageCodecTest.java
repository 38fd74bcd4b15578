package glimpse.kernel.jupyter.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static final String HEADER = "{\"msg_id\":\"1\",\"msg_type\":\"kernel_info_request\"}";

    /** Of {@link #HEADER} and three empty objects, by Python's hmac module with {@code key}. */
    private static final String PYTHON_SIGNATURE = "66f64391dd515231bcc648602e55359044bb8063bef6779e9fa6a00df4621df5";

    private final MessageCodec codec = new MessageCodec(signed("key"));

    private static ConnectionFile signed(String key) {
        return new ConnectionFile("tcp", "127.0.0.1", Map.of(), "hmac-sha256", key);
    }

    @Test
    void aMessageSignedByAnotherProgramIsRead() throws MalformedMessage {
        Message message =
                codec.decode(frames("client", "<IDS|MSG>", PYTHON_SIGNATURE, HEADER, "{}", "{}", "{}", "buffer"));
        assertThat(message.msgType()).isEqualTo("kernel_info_request");
        assertThat(message.msgId()).isEqualTo("1");
        assertThat(message.identities()).containsExactly("client".getBytes(UTF_8));
        assertThat(message.buffers()).containsExactly("buffer".getBytes(UTF_8));
    }

    @Test
    void whatIsEncodedIsDecoded() throws MalformedMessage {
        Message message = new Message(
                List.of("a".getBytes(UTF_8), new byte[0]),
                Json.object().put("msg_id", "1").put("msg_type", "t").put("unknown", "kept"),
                Json.object().put("msg_id", "0"),
                Json.object().put("m", 1),
                Json.object().put("text", "é🎈"),
                List.of(new byte[] {1, 2}));
        Message decoded = codec.decode(codec.encode(message));
        assertThat(decoded).usingRecursiveComparison().isEqualTo(message);
    }

    @Test
    void aLoneSurrogateDoesNotStopAMessage() throws MalformedMessage {
        Message message = new Message(
                List.of(),
                Json.object().put("msg_id", "1").put("msg_type", "t"),
                Json.object(),
                Json.object(),
                Json.object().put("text", "a\ud83cb"),
                List.of());
        assertThat(codec.decode(codec.encode(message)).content().path("text").asText())
                .isEqualTo("a?b");
    }

    @Test
    void aForgedAndARepeatedMessageAreRefused() throws MalformedMessage {
        MessageCodec other = new MessageCodec(signed("another key"));
        List<byte[]> forged = other.encode(message("1"));
        assertThatThrownBy(() -> codec.decode(forged)).hasMessage("wrong signature");
        List<byte[]> good = codec.encode(message("1"));
        codec.decode(good);
        assertThatThrownBy(() -> codec.decode(good)).hasMessage("a signature seen before");
    }

    @Test
    void withoutAKeyNothingIsSignedAndEverythingPasses() throws MalformedMessage {
        MessageCodec unsigned = new MessageCodec(signed(""));
        List<byte[]> frames = unsigned.encode(message("1"));
        assertThat(frames.get(1)).isEmpty();
        unsigned.decode(frames);
        assertThat(unsigned.decode(frames).msgId()).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void damagedFramesAreMalformedNeverAnythingElse(long seed) {
        Random random = new Random(seed);
        MessageCodec unsigned = new MessageCodec(signed(""));
        for (int round = 0; round < 500; round++) {
            List<byte[]> frames = new ArrayList<>(unsigned.encode(message("1")));
            damage(random, frames);
            try {
                assertThat(unsigned.decode(frames).msgType()).isNotNull();
            } catch (MalformedMessage e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
    }

    private static void damage(Random random, List<byte[]> frames) {
        int at = random.nextInt(frames.size());
        switch (random.nextInt(4)) {
            case 0 -> frames.remove(at);
            case 1 -> frames.add(at, new byte[random.nextInt(10)]);
            case 2 -> frames.set(at, "[".repeat(random.nextInt(5_000)).getBytes(UTF_8));
            default -> {
                byte[] frame = frames.get(at).clone();
                if (frame.length > 0) {
                    frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
                }
                frames.set(at, frame);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5", "hmac-", "hmac-nothing"})
    void anUnknownSchemeIsRefused(String scheme) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Signature(scheme, "key"))
                .withMessageContaining(scheme);
    }

    private static Message message(String id) {
        return new Message(
                List.of(),
                Json.object().put("msg_id", id).put("msg_type", "t"),
                Json.object(),
                Json.object(),
                Json.object(),
                List.of());
    }

    private static List<byte[]> frames(String... frames) {
        List<byte[]> bytes = new ArrayList<>();
        for (String frame : frames) {
            bytes.add(frame.getBytes(UTF_8));
        }
        return bytes;
    }
}
