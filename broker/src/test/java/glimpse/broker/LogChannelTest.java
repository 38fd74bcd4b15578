package glimpse.broker;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.channel.LogPublisher;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.security.ClusterKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Printed lines: all of them, in order, whoever is slow. */
class LogChannelTest extends OpenChannels {
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
