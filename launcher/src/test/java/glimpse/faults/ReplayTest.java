package glimpse.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import glimpse.broker.Broker;
import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.channel.Reply;
import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.pool.ClusterPool;
import glimpse.cluster.pool.MapFuture;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.task.Chunk;
import glimpse.gearman.client.ClientOptions;
import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.client.Job;
import glimpse.gearman.client.JobFailedException;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.peer.CGearmand;
import glimpse.gearman.worker.GearmanWorker;
import glimpse.gearman.worker.WorkerOptions;
import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A cluster with a key and without TLS, and a stranger who records what passes and sends it again, byte by byte. */
@Timeout(240)
class ReplayTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> parts = new ArrayList<>();
    private HostPort server;
    private ClusterConfig config;

    private void start(FaultyCluster.Kind kind) throws Exception {
        server = switch (kind) {
            case OURS ->
                new HostPort(
                        "127.0.0.1",
                        part(GearmandServer.start(ServerOptions.embedded())).port());
            case C -> part(CGearmand.started()).address();
        };
        Path file = folder.resolve("config.ini");
        ClusterConfig.of(
                        List.of(server),
                        part(Broker.start(ChannelUrls.loopback())).urls(),
                        ClusterKey.random())
                .withConfirmedChunks(true)
                .writeTo(file);
        config = ClusterConfig.read(file);
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.add(0, part);
        return part;
    }

    private Process worker() throws Exception {
        Process worker = TestWorkers.start(folder.resolve("config.ini"), 3);
        part(() -> worker.destroyForcibly()
                .onExit()
                .orTimeout(30, TimeUnit.SECONDS)
                .join());
        return worker;
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
    }

    private static List<Reply> ping(FrontEndChannels channels) throws InterruptedException {
        return channels.commands().send(Command.toAll(Command.PING), LONG);
    }

    @ParameterizedTest
    @EnumSource
    void aRecordedChunkRunsNeitherBesideItsMapNorAfterIt(FaultyCluster.Kind kind) throws Exception {
        start(kind);
        String ran = folder.resolve("ran").toString();
        String end = folder.resolve("end").toString();
        FrontEndChannels channels = part(FrontEndChannels.open(config));
        ClusterPool pool = part(ClusterPool.connect(config, channels, TestWorkers.classes()));
        MapFuture<Integer> map = pool.mapAsync(
                n -> {
                    Files.writeString(Path.of(ran), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    while (!Files.exists(Path.of(end))) {
                        Thread.sleep(5);
                    }
                    return n * n;
                },
                List.of(2, 3),
                MapOptions.DEFAULT.withChunkSize(1));
        List<byte[]> recorded = record(2);
        worker();
        GearmanClient stranger = part(new GearmanClient(ClientOptions.of(List.of(server))));
        assertThatNoneRuns(stranger, recorded);
        Files.createFile(Path.of(end));
        assertThat(map.get(60, TimeUnit.SECONDS)).containsExactly(4, 9);
        assertThatNoneRuns(stranger, recorded);
        assertThat(Files.readString(Path.of(ran))).isEqualTo("xx");
        assertThat(ping(channels))
                .singleElement()
                .satisfies(reply -> assertThat(reply.values().get("REFUSED")).isEqualTo("4"));
    }

    /** Takes jobs like a worker, and is gone: the server gives them to another. */
    private List<byte[]> record(int count) throws InterruptedException {
        BlockingQueue<byte[]> taken = new LinkedBlockingQueue<>();
        List<byte[]> recorded = new ArrayList<>();
        try (GearmanWorker thief = new GearmanWorker(
                WorkerOptions.of(List.of(server)).withSlots(count).withId("thief*" + count))) {
            thief.registerAtOnce(Chunk.FUNCTION, job -> taken.add(job.workload()))
                    .start();
            while (recorded.size() < count) {
                byte[] workload = taken.poll(60, TimeUnit.SECONDS);
                assertThat(workload).as("chunk " + recorded.size()).isNotNull();
                recorded.add(workload);
            }
        }
        return recorded;
    }

    private static void assertThatNoneRuns(GearmanClient stranger, List<byte[]> recorded) {
        for (byte[] workload : recorded) {
            assertThat(stranger.run(Job.of(Chunk.FUNCTION, workload)))
                    .failsWithin(LONG)
                    .withThrowableThat()
                    .withCauseInstanceOf(JobFailedException.class);
        }
    }

    @Test
    void aRecordedCommandIsNotObeyedByAWorkerThatWasStartedLater() throws Exception {
        start(FaultyCluster.Kind.OURS);
        FrontEndChannels channels = part(FrontEndChannels.open(config));
        try (Recorder recorder = new Recorder(config.client().channels())) {
            Process first = worker();
            assertThat(ping(channels)).hasSize(1);
            assertThat(channels.commands().send(Command.toAll(Command.QUIT), LONG))
                    .hasSize(1);
            assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
            List<List<byte[]>> recorded = recorder.all("\"name\":\"quit\"");
            assertThat(recorded).isNotEmpty();

            Process second = worker();
            List<Reply> before = ping(channels);
            recorded.forEach(recorder::playBack);
            List<Reply> after = ping(channels);
            assertThat(after).hasSize(1);
            assertThat(after.get(0).worker()).isEqualTo(before.get(0).worker());
            assertThat(second.isAlive()).isTrue();
        }
    }

    /** Hears all commands that the broker forwards, and can send them again. */
    private static final class Recorder implements AutoCloseable {
        private final ZContext context = new ZContext();
        private final ZMQ.Socket hears = context.createSocket(SocketType.SUB);
        private final ZMQ.Socket speaks = context.createSocket(SocketType.XPUB);

        Recorder(ChannelUrls broker) {
            hears.subscribe("command/");
            connect(hears, broker.commandBackendUrl());
            connect(speaks, broker.commandFrontendUrl());
            hears.setReceiveTimeOut((int) LONG.toMillis());
            speaks.setReceiveTimeOut((int) LONG.toMillis());
            assertThat(speaks.recv()).as("a subscription through the broker").isNotNull();
        }

        private static void connect(ZMQ.Socket socket, ChannelUrl url) {
            assertThat(socket.connect(url.toString())).isTrue();
        }

        private List<byte[]> next() {
            List<byte[]> frames = new ArrayList<>();
            do {
                byte[] frame = hears.recv();
                assertThat(frame).as("a command").isNotNull();
                frames.add(frame);
            } while (hears.hasReceiveMore());
            return frames;
        }

        /** All that has come and has this in its header, from the first on. */
        List<List<byte[]>> all(String header) {
            List<List<byte[]>> found = new ArrayList<>();
            while (found.isEmpty() || (hears.getEvents() & ZMQ.Poller.POLLIN) != 0) {
                List<byte[]> frames = next();
                if (new String(frames.get(1), UTF_8).contains(header)) {
                    found.add(frames);
                }
            }
            return found;
        }

        /** Sends it, and returns when the broker has forwarded it: what the broker is given then comes after it. */
        void playBack(List<byte[]> frames) {
            for (int i = 0; i < frames.size(); i++) {
                speaks.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
            }
            List<byte[]> heard;
            do {
                heard = next();
            } while (!Arrays.equals(heard.get(1), frames.get(1)));
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
