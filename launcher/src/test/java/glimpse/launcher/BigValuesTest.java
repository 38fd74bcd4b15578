package glimpse.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.CommandReceiver;
import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.channel.LogPublisher;
import glimpse.cluster.closure.ApplicationClasses;
import glimpse.cluster.closure.Shared;
import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.pool.CannotSendException;
import glimpse.cluster.pool.ClusterPool;
import glimpse.cluster.pool.MapException;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.Pool;
import glimpse.cluster.pool.Pools;
import glimpse.cluster.pool.Submission;
import glimpse.cluster.pool.Task;
import glimpse.cluster.security.ClusterKey;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.peer.CGearmand;
import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import glimpse.server.connection.Limits;
import glimpse.worker.slot.Slots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Large inputs, results, captured and shared values, through our job server with a small packet limit, and through C's. */
@Timeout(240)
class BigValuesTest {
    private static final int BIG = 64 << 20;
    private static final int LIMIT = 256 << 10;

    @TempDir
    private static Path folder;

    private final Deque<AutoCloseable> closings = new ArrayDeque<>();
    private final AtomicInteger forgotten = new AtomicInteger();
    private Slots slots;
    private Pool pool;

    /** Whose job server; ours takes only small packets. */
    enum Kind {
        OURS,
        C
    }

    private void start(Kind kind, int maxPacketSize) throws IOException {
        HostPort server = kind == Kind.OURS ? ours() : c();
        ChannelUrl free = ChannelUrl.parse("tcp://127.0.0.1:0");
        ClusterConfig settings = ClusterConfig.of(List.of(server), ChannelUrls.direct(free, free), ClusterKey.random())
                .withMaxPacketSize(maxPacketSize)
                .withResultStore(folder.toString());
        FrontEndChannels channels = FrontEndChannels.open(settings);
        closings.push(channels);
        ClusterConfig config = ClusterConfig.of(List.of(server), channels.urls(), settings.key())
                .withMaxPacketSize(maxPacketSize)
                .withResultStore(folder.toString());
        LogPublisher publisher = LogPublisher.connect(config);
        closings.push(publisher);
        slots = Slots.start(config, "node", 2, publisher);
        closings.push(slots);
        CommandReceiver commands = CommandReceiver.start(config, "node", publisher, (command, answer) -> {
            if (command.name().equals(Command.FORGET_VALUE)) {
                slots.forgetShared(
                        command.arguments().get("session"), command.arguments().get("value"));
                forgotten.incrementAndGet();
            }
            answer.ok();
        });
        closings.push(commands);
        pool = ClusterPool.connect(
                config, channels, ApplicationClasses.alsoOnWorkers(BigValuesTest.class.getClassLoader()));
        closings.push(pool);
    }

    private HostPort ours() throws IOException {
        GearmandServer server =
                GearmandServer.start(ServerOptions.embedded().withLimits(Limits.STANDARD.withMaxPacketSize(LIMIT)));
        closings.push(server);
        return new HostPort("127.0.0.1", server.port());
    }

    private HostPort c() throws IOException {
        CGearmand server = CGearmand.started();
        closings.push(server);
        return server.address();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : closings) {
            each.close();
        }
    }

    private static byte[] big(int seed) {
        byte[] bytes = new byte[BIG];
        Arrays.fill(bytes, (byte) seed);
        bytes[BIG - 1] = 99;
        return bytes;
    }

    private long fetched() {
        return slots.stats().fetchedBytes();
    }

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource
    void inputsResultsAndCapturedValuesOf64MegabytesArrive(Kind kind) throws Exception {
        start(kind, LIMIT);
        Task<byte[], Integer> ends = bytes -> bytes.length + bytes[0] + bytes[bytes.length - 1];
        assertThat(pool.map(ends, List.of(big(1)))).containsExactly(BIG + 1 + 99);
        long before = fetched();
        assertThat(before).isBetween((long) BIG, BIG + 100_000L);

        List<byte[]> results = pool.map(n -> big(n), List.of(3));
        assertThat(results.get(0)).hasSize(BIG).startsWith(3, 3).endsWith(3, 99);

        byte[] captured = big(5);
        MapOptions one = MapOptions.DEFAULT.withChunkSize(1);
        assertThat(pool.map(n -> captured[n] + n, range(40), one))
                .isEqualTo(range(40).stream().map(n -> n + 5).toList());
        assertThat(fetched() - before).isBetween((long) BIG, BIG + 100_000L);
    }

    @ParameterizedTest
    @EnumSource
    void aSharedValueIsSentOnceWhateverTheNumberOfMaps(Kind kind) throws Exception {
        start(kind, LIMIT);
        byte[] value = big(7);
        Shared<byte[]> big = pool.share(value);
        value[0] = 8;
        assertThat(pool.map(n -> big.get()[n] + n, range(20))).startsWith(7, 8).hasSize(20);
        assertThat(pool.map(n -> big.get()[n] - n, range(20), MapOptions.DEFAULT.withChunkSize(1)))
                .startsWith(7, 6);
        assertThat(pool.map(handle -> handle.get()[BIG - 1], Collections.nCopies(3, big)))
                .containsExactly((byte) 99, (byte) 99, (byte) 99);
        assertThat(fetched()).isBetween((long) BIG, BIG + 100_000L);
        assertThat(pool.map(n -> big, List.of(1)).get(0)).isSameAs(big);

        big.close();
        assertThatThrownBy(big::get).isInstanceOf(IllegalStateException.class).hasMessageContaining("was closed");
        assertThatThrownBy(() -> pool.map(n -> big.get()[n], range(2)))
                .isInstanceOf(CannotSendException.class)
                .hasMessageContaining("a shared value that was closed (expected: an open one; share it again)")
                .hasMessageNotContaining("InvalidObjectException");
        while (forgotten.get() == 0) {
            Thread.onSpinWait();
        }
        long before = fetched();
        value[0] = 7;
        try (Shared<byte[]> again = pool.share(value)) {
            assertThat(pool.map(n -> again.get()[n] + n, range(2))).containsExactly(7, 8);
            assertThat(fetched() - before).isBetween((long) BIG, BIG + 100_000L);
        }
    }

    @Test
    void aSharedValueGoesWithDetachedWork() throws Exception {
        start(Kind.C, LIMIT);
        int[] value = range(300_000).stream().mapToInt(n -> 2 * n).toArray();
        Shared<int[]> big = pool.share(value);
        Submission<Integer> sent = pool.submit(n -> big.get()[n], List.of(5, 299_999));
        big.close();
        assertThat(sent.await()).containsExactly(10, 599_998);
        assertThat(fetched()).isZero();
        sent.remove();
    }

    @Test
    void aValueSharedInAPoolOfThisProcessStaysThere() throws Exception {
        start(Kind.C, LIMIT);
        try (Pool local = Pools.multicore(2)) {
            Shared<int[]> here = local.share(new int[] {4, 5});
            assertThat(local.map(n -> here.get()[n], range(2))).containsExactly(4, 5);
            assertThatThrownBy(() -> pool.map(n -> here.get()[n], range(2)))
                    .isInstanceOf(CannotSendException.class)
                    .hasMessageContaining("expected: shared in the pool of the map");
        }
    }

    @Test
    void inputsThatAreTooLargeForTheJobServerAreReportedWithTheirSizeAndWhatToDo() throws Exception {
        start(Kind.OURS, 4 << 20);
        MapException e = catchThrowableOfType(
                MapException.class, () -> pool.map(bytes -> bytes.length, List.of(new byte[1_000_000])));
        assertThat(e.getMessage())
                .contains("its inputs have 10000")
                .contains("set max_packet_size in [client] of config.ini to its limit");
    }
}
