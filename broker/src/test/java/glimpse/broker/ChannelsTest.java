package glimpse.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.CommandReceiver;
import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.channel.LogPublisher;
import glimpse.cluster.channel.Reply;
import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.config.ConfigException;
import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.security.CurveKeys;
import glimpse.cluster.security.CurvePair;
import glimpse.cluster.security.Encryption;
import glimpse.gearman.connection.HostPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Both channels over real sockets, with a broker and without. */
@Timeout(120)
class ChannelsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final List<HostPort> NO_JOB_SERVER = List.of(new HostPort("127.0.0.1", 1));

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private static ClusterConfig config(ChannelUrls urls, ClusterKey key) {
        return ClusterConfig.of(NO_JOB_SERVER, urls, key);
    }

    /** A worker as the channels see one: it notes the commands it obeys and answers them. */
    private final class Worker implements AutoCloseable {
        private final LogPublisher publisher;
        private final CommandReceiver receiver;
        private final BlockingQueue<Command> obeyed = new LinkedBlockingQueue<>();

        private Worker(ClusterConfig config, String id) {
            publisher = LogPublisher.connect(config);
            receiver = CommandReceiver.start(config, id, publisher, (command, answer) -> {
                obeyed.add(command);
                answer.ok(Map.of("told", command.name()), command.body());
            });
            keep(this);
        }

        @Override
        public void close() {
            receiver.close();
            publisher.close();
        }
    }

    @Test
    void commandOfFreshFrontEndReachesEveryWorkerThroughTheBroker() throws Exception {
        ClusterConfig config = config(keep(Broker.start(ChannelUrls.loopback())).urls(), ClusterKey.none());
        List<Worker> workers = List.of(new Worker(config, "w1"), new Worker(config, "w2"), new Worker(config, "w10"));
        for (Worker worker : workers) {
            try (FrontEndChannels probe = FrontEndChannels.open(config)) {
                awaitWorkers(probe, Set.of("w1", "w2", "w10"));
            }
            assertThat(worker.obeyed).isEmpty();
        }
        for (int i = 0; i < 3; i++) {
            try (FrontEndChannels front = FrontEndChannels.open(config)) {
                List<Reply> replies =
                        front.commands().send(Command.toAll(Command.PING, Map.of("a", "b"), new byte[] {1, 2}), LONG);
                assertThat(replies).extracting(Reply::worker).containsExactlyInAnyOrder("w1", "w2", "w10");
                assertThat(replies).allSatisfy(reply -> {
                    assertThat(reply.ok()).isTrue();
                    assertThat(reply.values()).containsEntry("told", "ping");
                    assertThat(reply.body()).containsExactly(1, 2);
                });
            }
        }
        for (Worker worker : workers) {
            assertThat(worker.obeyed)
                    .hasSize(3)
                    .allSatisfy(c -> assertThat(c.arguments()).containsEntry("a", "b"));
        }
    }

    @Test
    void commandToOneWorkerIsObeyedByThatOneAlone() throws Exception {
        ClusterConfig config = config(keep(Broker.start(ChannelUrls.loopback())).urls(), ClusterKey.random());
        Worker one = new Worker(config, "w1");
        Worker ten = new Worker(config, "w10");
        FrontEndChannels front = keep(FrontEndChannels.open(config));
        awaitWorkers(front, Set.of("w1", "w10"));
        List<Reply> replies =
                front.commands().send(Command.toAll(Command.CANCEL).to(Set.of("w1")), LONG);
        assertThat(replies).extracting(Reply::worker).containsExactly("w1");
        front.commands().send(Command.toAll(Command.PING), LONG);
        assertThat(one.obeyed).extracting(Command::name).containsExactly("cancel", "ping");
        assertThat(ten.obeyed).extracting(Command::name).containsExactly("ping");
    }

    @Test
    void commandReachesWorkerThatComesWhileItIsPending() throws Exception {
        ClusterConfig config = config(keep(Broker.start(ChannelUrls.loopback())).urls(), ClusterKey.random());
        FrontEndChannels front = keep(FrontEndChannels.open(config));
        var replies = front.commands().submit(Command.toAll(Command.PING), LONG);
        Worker late = new Worker(config, "late");
        assertThat(late.obeyed.poll(60, TimeUnit.SECONDS)).isNotNull();
        assertThat(replies.get(60, TimeUnit.SECONDS)).extracting(Reply::worker).containsExactly("late");
        assertThat(late.obeyed).isEmpty();
    }

    @Test
    void frontEndBindsWithoutBrokerAndWorkersComeBeforeAndAfterIt() throws Exception {
        ClusterConfig config;
        try (FrontEndChannels first = FrontEndChannels.open(
                config(ChannelUrls.direct(ChannelUrl.loopback(), ChannelUrl.loopback()), ClusterKey.none()))) {
            config = config(first.urls(), ClusterKey.none());
        }
        new Worker(config, "before");
        FrontEndChannels front = keep(FrontEndChannels.open(config));
        awaitWorkers(front, Set.of("before"));
        new Worker(config, "after");
        awaitWorkers(front, Set.of("before", "after"));
        assertThat(front.commands().send(Command.toAll(Command.PING), LONG)).hasSize(2);
        assertThatThrownBy(() -> FrontEndChannels.open(config))
                .hasMessageStartingWith(
                        "cannot bind " + config.client().commandFrontendUrl() + ": address already in use (")
                .hasMessageContaining("LaunchBroker");
    }

    @Test
    void hundredThousandLinesOfFourSlotsArriveInOrderThroughTheBroker() throws Exception {
        ClusterConfig config = config(keep(Broker.start(ChannelUrls.loopback())).urls(), ClusterKey.random());
        LogPublisher publisher = keep(LogPublisher.connect(config));
        FrontEndChannels front = keep(FrontEndChannels.open(config));
        LineCounter counter = new LineCounter(4, 25_000);
        keep(front.logs().subscribe("s", counter::take));
        print(publisher, 4, 25_000);
        assertThat(counter.done.await(100, TimeUnit.SECONDS)).isTrue();
        assertThat(counter.gaps).isEmpty();
        assertThat(publisher.dropped()).isZero();
    }

    @Test
    void slowSubscriberMakesThePublisherWaitAndLosesNothing() throws Exception {
        ClusterConfig config = config(keep(Broker.start(ChannelUrls.loopback())).urls(), ClusterKey.none());
        LogPublisher publisher = keep(LogPublisher.connect(config));
        FrontEndChannels front = keep(FrontEndChannels.open(config));
        LineCounter counter = new LineCounter(1, 600);
        CountDownLatch publishedAll = new CountDownLatch(1);
        CountDownLatch readOn = new CountDownLatch(1);
        keep(front.logs().subscribe("s", event -> {
            await(readOn);
            counter.take(event);
        }));
        String longLine = "x".repeat(200_000) + "\n";
        Thread printer = new Thread(() -> {
            for (int i = 0; i < 600; i++) {
                publisher.publish(new LogEvent("s", "m", 0, "w", LogEvent.Stream.OUT, i, 1, longLine));
            }
            publishedAll.countDown();
        });
        printer.start();
        awaitState(printer, Thread.State.WAITING);
        assertThat(publishedAll.getCount()).isOne();
        readOn.countDown();
        assertThat(counter.done.await(60, TimeUnit.SECONDS)).isTrue();
        printer.join();
        assertThat(counter.gaps).isEmpty();
    }

    @Test
    void subscriberThatReadsNothingStopsNobodyElse() throws Exception {
        ClusterConfig config = config(keep(Broker.start(ChannelUrls.loopback())).urls(), ClusterKey.none());
        LogPublisher publisher = keep(LogPublisher.connect(config));
        ZContext context = keep(new ZContext());
        ZMQ.Socket stopped = context.createSocket(SocketType.SUB);
        stopped.setHandshakeIvl(500);
        stopped.setRcvHWM(1);
        stopped.subscribe("log/s/");
        stopped.connect(config.client().logBackendUrl().toString());
        publisher.publish(new LogEvent("s", "m", 0, "w", LogEvent.Stream.OUT, 0, 1, "it is there\n"));
        assertThat(stopped.recvStr()).isEqualTo("log/s/");

        FrontEndChannels front = keep(FrontEndChannels.open(config));
        LineCounter counter = new LineCounter(1, 200);
        keep(front.logs().subscribe("s", counter::take));
        assertThat(front.commands()
                        .submit(Command.toAll(Command.PING), Duration.ofMillis(500))
                        .get())
                .isEmpty();
        counter.next[0] = 1;
        String longLine = "x".repeat(400_000) + "\n";
        for (int i = 1; i < 200; i++) {
            publisher.publish(new LogEvent("s", "m", 0, "w", LogEvent.Stream.OUT, i, 1, longLine));
        }
        assertThat(counter.done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(counter.gaps).isEmpty();
    }

    @Test
    void linesPublishedBeforeTheFrontEndSubscribesAreKept() throws Exception {
        ClusterConfig config = config(keep(Broker.start(ChannelUrls.loopback())).urls(), ClusterKey.none());
        LogPublisher publisher = keep(LogPublisher.connect(config));
        print(publisher, 1, 100);
        FrontEndChannels front = keep(FrontEndChannels.open(config));
        LineCounter counter = new LineCounter(1, 100);
        keep(front.logs().subscribe("s", counter::take));
        assertThat(counter.done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(counter.gaps).isEmpty();
    }

    @Test
    void frontEndWithoutTheKeyIsRefusedAndCounted() throws Exception {
        ChannelUrls urls = keep(Broker.start(ChannelUrls.loopback())).urls();
        ClusterConfig keyed = config(urls, ClusterKey.random());
        Worker worker = new Worker(keyed, "w1");
        for (ClusterKey wrong : List.of(ClusterKey.none(), ClusterKey.random())) {
            try (FrontEndChannels stranger = FrontEndChannels.open(config(urls, wrong))) {
                awaitWorkers(stranger, Set.of("w1"));
                assertThat(stranger.commands().send(Command.toAll(Command.QUIT), Duration.ofMillis(700)))
                        .isEmpty();
            }
        }
        FrontEndChannels front = keep(FrontEndChannels.open(keyed));
        assertThat(front.commands().send(Command.toAll(Command.PING), LONG)).hasSize(1);
        assertThat(worker.obeyed).extracting(Command::name).containsExactly("ping");
        assertThat(worker.receiver.refused()).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"shared, shared", "broker, member"})
    void membersWithTheirCurveKeysHearEachOther(String brokerKeys, String memberKeys) throws Exception {
        Map<String, Optional<CurveKeys>> keys = keys();
        Broker broker = keep(Broker.start(ChannelUrls.loopback(), keys.get(brokerKeys)));
        ClusterConfig config = config(broker.urls(), keys.get(memberKeys));
        Worker worker = new Worker(config, "w1");
        FrontEndChannels front = keep(FrontEndChannels.open(config));
        assertThat(front.commands().send(Command.toAll(Command.PING), LONG)).hasSize(1);
        assertThat(broker.refused() + front.refused() + worker.receiver.refused())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"shared, other", "shared, none", "none, shared", "broker, unknown"})
    void whoHasOtherCurveKeysHearsNothingAndThatIsCounted(String brokerKeys, String strangerKeys) throws Exception {
        Map<String, Optional<CurveKeys>> keys = keys();
        Broker broker = keep(Broker.start(ChannelUrls.loopback(), keys.get(brokerKeys)));
        Worker worker =
                new Worker(config(broker.urls(), keys.get(brokerKeys.equals("broker") ? "member" : brokerKeys)), "w1");
        FrontEndChannels stranger = keep(FrontEndChannels.open(config(broker.urls(), keys.get(strangerKeys))));
        var replies = stranger.commands().submit(Command.toAll(Command.QUIT), Duration.ofMillis(700));
        while (broker.refused() + stranger.refused() == 0) {
            Thread.onSpinWait();
        }
        assertThat(replies.get(60, TimeUnit.SECONDS)).isEmpty();
        assertThat(worker.obeyed).isEmpty();
    }

    @Test
    void whoBindsWithAnotherKeyThanTheServersIsTold() {
        ClusterConfig member =
                config(ChannelUrls.direct(ChannelUrl.loopback(), ChannelUrl.loopback()), keys().get("member"));
        assertThatThrownBy(() -> FrontEndChannels.open(member))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("curve_server_key");
    }

    private static ClusterConfig config(ChannelUrls urls, Optional<CurveKeys> curve) {
        return config(urls, ClusterKey.none()).withEncryption(new Encryption(Optional.empty(), curve));
    }

    private static Map<String, Optional<CurveKeys>> keys() {
        CurvePair first = CurvePair.random();
        CurvePair second = CurvePair.random();
        return Map.of(
                "none", Optional.empty(),
                "shared", Optional.of(CurveKeys.shared(first)),
                "other", Optional.of(CurveKeys.shared(second)),
                "broker", Optional.of(new CurveKeys(first, first.publicKey(), Set.of(second.publicKey()))),
                "member", Optional.of(new CurveKeys(second, first.publicKey(), Set.of())),
                "unknown", Optional.of(new CurveKeys(CurvePair.random(), first.publicKey(), Set.of())));
    }

    @Test
    void everythingGoesOnWhenTheBrokerComesBack() throws Exception {
        Broker broker = Broker.start(ChannelUrls.loopback());
        ClusterConfig config = config(broker.urls(), ClusterKey.random());
        new Worker(config, "w1");
        LogPublisher publisher = keep(LogPublisher.connect(config));
        FrontEndChannels front = keep(FrontEndChannels.open(config));
        BlockingQueue<LogEvent> lines = new LinkedBlockingQueue<>();
        keep(front.logs().subscribe("s", lines::add));
        awaitWorkers(front, Set.of("w1"));
        publisher.publish(new LogEvent("s", "m", 0, "w", LogEvent.Stream.OUT, 0, 1, "before\n"));
        assertThat(lines.poll(60, TimeUnit.SECONDS)).isNotNull();

        broker.close();
        awaitWorkers(front, Set.of());
        keep(Broker.start(config.client().channels()));

        // What is published while nobody listens is a gap that the reader counts; what comes later arrives.
        LogEvent arrived = null;
        for (int line = 1; arrived == null && line <= 60; line++) {
            publisher.publish(new LogEvent("s", "m", 0, "w", LogEvent.Stream.OUT, line, 1, "after\n"));
            arrived = lines.poll(1, TimeUnit.SECONDS);
        }
        assertThat(arrived).isNotNull().extracting(LogEvent::text).isEqualTo("after\n");
        awaitWorkers(front, Set.of("w1"));
        assertThat(front.commands().send(Command.toAll(Command.PING), LONG)).hasSize(1);
    }

    @Test
    void addressInUseIsNamed() {
        Broker broker = keep(Broker.start(ChannelUrls.loopback()));
        assertThatThrownBy(() -> Broker.start(broker.urls()))
                .hasMessage("cannot bind " + broker.urls().commandBackendUrl() + ": address already in use");
    }

    private static void print(LogPublisher publisher, int slots, int lines) throws InterruptedException {
        List<Thread> printers = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            int chunk = slot;
            Thread printer = new Thread(() -> {
                for (int i = 0; i < lines; i++) {
                    publisher.publish(new LogEvent(
                            "s", "m", chunk, "w", LogEvent.Stream.OUT, i, 1, "line " + i + " of slot " + chunk + "\n"));
                }
            });
            printer.start();
            printers.add(printer);
        }
        for (Thread printer : printers) {
            printer.join();
        }
    }

    /** Counts the lines of some chunks and notes every gap. */
    private static final class LineCounter {
        private final long[] next;
        private final long each;
        private final List<String> gaps = new CopyOnWriteArrayList<>();
        private final CountDownLatch done;

        private LineCounter(int chunks, long each) {
            this.next = new long[chunks];
            this.each = each;
            this.done = new CountDownLatch(chunks);
        }

        private void take(LogEvent event) {
            if (event.firstLine() != next[event.chunk()] || event.text().lines().count() != event.lines()) {
                gaps.add(event.chunk() + ": " + event.firstLine() + " after " + next[event.chunk()]);
            }
            next[event.chunk()] = event.firstLine() + event.lines();
            if (next[event.chunk()] == each) {
                done.countDown();
            }
        }
    }

    private static void awaitWorkers(FrontEndChannels front, Set<String> expected) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (!front.commands().workers().equals(expected) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(front.commands().workers()).isEqualTo(expected);
    }

    private static void awaitState(Thread thread, Thread.State state) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (thread.getState() != state && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(thread.getState()).isEqualTo(state);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
