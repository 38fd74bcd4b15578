package glimpse.cluster.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.cluster.security.ClusterKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The frames of docs/protocol.md, "Channels". */
class MessageTest {
    private static final ClusterKey KEY = ClusterKey.of("secret");
    private static final Command CANCEL = new Command("7", Command.CANCEL, Map.of("map", "m1"), new byte[0], Set.of());
    private static final LogEvent LINES =
            new LogEvent("s1", "m1", 3, "w1", LogEvent.Stream.OUT, 40, 2, "first line\nsecond line\n");

    private static List<String> texts(List<byte[]> frames) {
        return frames.stream()
                .map(frame -> new String(frame, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void commandIsAsDocumented() throws BadMessageException {
        List<byte[]> frames = CANCEL.message(Topic.ALL_WORKERS, Set.of("w1"), "fe", 1_790_000_000_000L)
                .frames(KEY);
        assertThat(texts(frames.subList(0, 3)))
                .containsExactly(
                        "command/all/",
                        "{\"v\":1,\"id\":\"7\",\"name\":\"cancel\",\"arguments\":{\"map\":\"m1\"},\"targets\":[\"w1\"],\"from\":\"fe\",\"sent\":1790000000000}",
                        "");
        assertThat(HexFormat.of().formatHex(frames.get(3)))
                .isEqualTo("c42c42cbcd2fcabe0a6b65485a4f8a22f5e891e6f61abd0fd8773dad67122d93");
        Command.Received received = Command.Received.of(Message.open(frames, KEY));
        assertThat(received.from()).isEqualTo("fe");
        assertThat(received.sentMillis()).isEqualTo(1_790_000_000_000L);
        assertThat(received.command()).usingRecursiveComparison().isEqualTo(CANCEL.to(Set.of("w1")));
    }

    @Test
    void replyIsAsDocumented() throws BadMessageException {
        Reply reply = new Reply("7", "w1", "", Map.of("stopped", "2"), new byte[0]);
        List<byte[]> frames = reply.message("fe").frames(ClusterKey.none());
        assertThat(texts(frames))
                .containsExactly(
                        "reply/fe/",
                        "{\"v\":1,\"command\":\"7\",\"worker\":\"w1\",\"error\":\"\",\"values\":{\"stopped\":\"2\"}}",
                        "");
        assertThat(Reply.of(Message.open(frames, ClusterKey.none())))
                .usingRecursiveComparison()
                .isEqualTo(reply);
    }

    @Test
    void logLinesAreAsDocumented() throws BadMessageException {
        List<byte[]> frames = LINES.message().frames(ClusterKey.none());
        assertThat(texts(frames))
                .containsExactly(
                        "log/s1/",
                        "{\"v\":1,\"session\":\"s1\",\"map\":\"m1\",\"chunk\":3,\"worker\":\"w1\",\"stream\":\"OUT\",\"firstLine\":40,\"lines\":2}",
                        "first line\nsecond line\n");
        assertThat(LogEvent.of(Message.open(frames, ClusterKey.none()))).isEqualTo(LINES);
    }

    @Test
    void everyFrameIsSigned() {
        for (int i = 0; i < 4; i++) {
            List<byte[]> forged = new ArrayList<>(LINES.message().frames(KEY));
            byte[] frame = forged.get(i).clone();
            frame[frame.length - 1] ^= 1;
            forged.set(i, frame);
            assertThatThrownBy(() -> Message.open(forged, KEY)).isInstanceOf(BadMessageException.class);
        }
    }

    @Test
    void signedAndUnsignedDoNotMix() {
        List<byte[]> unsigned = LINES.message().frames(ClusterKey.none());
        assertThatThrownBy(() -> Message.open(unsigned, KEY))
                .hasMessage("log is not signed (expected: a signature by this cluster's key)");
        assertThatThrownBy(() -> Message.open(LINES.message().frames(KEY), ClusterKey.none()))
                .hasMessageStartingWith("log is signed, but there is no key here");
        assertThatThrownBy(() -> Message.open(List.of(new byte[0]), KEY))
                .hasMessage("1 frames (expected: 3, or 4 with a signature)");
    }

    @Test
    void headersThatAreNoneAreRefused() {
        for (String header : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"v\":2}",
                "{\"v\":1}",
                "{\"v\":1,\"id\":\"x\",\"name\":\"y\",\"from\":\"a b\"}",
                "{\"v\":1,\"id\":\"x\",\"name\":\"y\",\"from\":\"f\",\"arguments\":{\"a\":null}}",
                "[".repeat(20_000),
                " ".repeat(65_537))) {
            Message message = new Message(Topic.ALL_WORKERS, header.getBytes(StandardCharsets.UTF_8), new byte[0]);
            assertThatThrownBy(() -> Command.Received.of(message))
                    .as(header.substring(0, Math.min(40, header.length())))
                    .isInstanceOf(BadMessageException.class);
        }
    }

    @Test
    void linesOfAnotherSessionThanTheTopicsAreRefused() {
        Message message = LINES.message();
        Message elsewhere = new Message(Topic.log("s2"), message.header(), message.body());
        assertThatThrownBy(() -> LogEvent.of(elsewhere)).hasMessage("log lines of another session than the topic's");
    }
}
