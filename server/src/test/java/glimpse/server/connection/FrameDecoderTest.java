package glimpse.server.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.packet.FramingException;
import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;
import glimpse.server.Seeds;
import glimpse.server.job.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameDecoderTest implements FrameDecoder.Frames {
    private final List<String> frames = new ArrayList<>();
    private final FrameDecoder decoder = new FrameDecoder(1 << 20, this);

    @Override
    public void packet(Magic magic, PacketType type, Bytes body) {
        frames.add(magic + " " + type + " " + body.length() + " " + Arrays.hashCode(body.toArray()));
    }

    @Override
    public void line(byte[] line) {
        frames.add("line " + line.length + " " + Arrays.hashCode(line));
    }

    static LongStream seeds() {
        return Seeds.first(10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aStreamCutAnywhereGivesTheSameFrames(long seed) throws FramingException {
        Random random = new Random(seed);
        ByteBuf stream = Unpooled.buffer();
        for (int i = 0; i < 100; i++) {
            byte[] body = new byte[random.nextInt(random.nextInt(300_000) + 1)];
            if (random.nextBoolean()) {
                random.nextBytes(body);
                stream.writeInt(Magic.REQ.code())
                        .writeInt(1 + random.nextInt(42))
                        .writeInt(body.length)
                        .writeBytes(body);
            } else {
                Arrays.fill(body, (byte) 'x');
                stream.writeBytes(body, 0, body.length % 8000).writeByte('\n');
            }
        }
        decode(decoder, stream.duplicate());
        List<String> whole = List.copyOf(frames);
        frames.clear();
        while (stream.isReadable()) {
            decode(decoder, stream.readSlice(Math.min(stream.readableBytes(), 1 + random.nextInt(10_000))));
        }
        assertThat(frames).isEqualTo(whole).hasSize(100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomBytesNeverDoMoreThanEndTheConnection(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            if (bytes.length > 12 && random.nextBoolean()) {
                Unpooled.wrappedBuffer(bytes).setInt(0, Magic.REQ.code()).setInt(4, random.nextInt(45));
            }
            try {
                new FrameDecoder(1 << 20, this).decode(bytes, 0, bytes.length);
            } catch (FramingException e) {
                assertThat(e).hasMessageContaining("expected");
            }
        }
    }

    @Test
    void aLineWithoutEndIsRefusedAtEightThousandBytes() throws FramingException {
        decoder.decode(new byte[] {'a'}, 0, 1);
        byte[] more = new byte[8190];
        Arrays.fill(more, (byte) 'a');
        decoder.decode(more, 0, more.length);
        assertThatThrownBy(() -> decoder.decode(new byte[] {'a'}, 0, 1))
                .hasMessage("a line of 8192 bytes (expected: < 8192)");
    }

    @Test
    void aPromisedBodyTakesNoMemory() throws FramingException {
        List<FrameDecoder> waiting = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            FrameDecoder one = new FrameDecoder(Integer.MAX_VALUE, this);
            decode(
                    one,
                    Unpooled.buffer().writeInt(Magic.REQ.code()).writeInt(16).writeInt(Integer.MAX_VALUE));
            waiting.add(one);
        }
        assertThat(waiting).hasSize(2_000);
        assertThat(frames).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyBytesAreFramesOrAFramingException(long seed) {
        Random random = new Random(seed);
        for (int stream = 0; stream < 500; stream++) {
            FrameDecoder fuzzed = new FrameDecoder(1 << 16, this);
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            byte[] header = {0, 'R', 'E', 'Q', 0, 0, 0, (byte) random.nextInt(45), 0, 0, 0, (byte) random.nextInt(60)};
            for (int at = 0; at + header.length < bytes.length; at += header.length + header[11]) {
                System.arraycopy(header, 0, bytes, at, header.length);
            }
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            feed(fuzzed, bytes, random);
        }
        assertThat(frames).hasSizeGreaterThan(500);
    }

    private static void feed(FrameDecoder decoder, byte[] bytes, Random random) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        try {
            while (in.isReadable()) {
                decode(decoder, in.readSlice(1 + random.nextInt(in.readableBytes())));
            }
        } catch (FramingException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }

    private static void decode(FrameDecoder decoder, ByteBuf in) throws FramingException {
        decoder.decode(in.array(), in.arrayOffset() + in.readerIndex(), in.arrayOffset() + in.writerIndex());
    }
}
