package glimpse.worker.slot;

import glimpse.cluster.channel.LogPublisher;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.config.UserFolders;
import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.security.Refusals;
import glimpse.cluster.store.ResultStore;
import glimpse.cluster.store.ResultStores;
import glimpse.cluster.task.Chunk;
import glimpse.cluster.task.DetachedChunk;
import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.worker.GearmanWorker;
import glimpse.gearman.worker.GrabbedJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The slots of this JVM: each can run one chunk, and the next is grabbed while one runs. They reconnect for ever to every job server. Any
 * thread may call. One in a JVM: it takes the standard streams and the roots of the loggers.
 */
public final class Slots implements AutoCloseable {
    private static final long LOOK_MILLIS = 250;
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(3);

    private final ClusterConfig config;
    private final ClusterKey key;
    private final LogPublisher publisher;
    private final Refusals refusals = new Refusals("jobs");
    private final CancelledMaps maps = new CancelledMaps();
    private final ScheduledExecutorService timer;
    private final GearmanClient client;
    private final FrontEnd frontEnd;
    private final ImageCache images;
    private final SharedValues shared = new SharedValues();
    private final Deque<Slot> idle = new ConcurrentLinkedDeque<>();
    private final Queue<GrabbedJob> waiting = new ConcurrentLinkedQueue<>();
    private final List<Slot> all;
    private final AtomicBoolean stuck = new AtomicBoolean();
    private volatile Consumer<String> whenStuck = why -> {};
    private final int count;
    private final Instant started = Instant.now();
    private final AtomicLong chunks = new AtomicLong();
    private final AtomicLong elapsedNanos = new AtomicLong();
    private final GearmanWorker worker;
    private final ServerWatch watch;
    private final Aside aside;
    private ResultStore store;

    private Slots(ClusterConfig config, String name, int count, LogPublisher publisher) {
        this.config = config;
        this.key = config.key();
        this.publisher = publisher;
        this.count = count;
        this.timer = new ScheduledThreadPoolExecutor(
                1, task -> daemon(task, "task-log-timer"), new ThreadPoolExecutor.DiscardPolicy());
        this.client = new GearmanClient(config.clientOptions());
        this.frontEnd = new FrontEnd(client, key);
        this.images = new ImageCache(new JarStore(jarFolder()));
        for (int i = 0; i < count; i++) {
            idle.add(new Slot(this, name + "/" + i));
        }
        this.all = List.copyOf(idle);
        this.worker = new GearmanWorker(
                config.workerOptions().withSlots(count).withGrabAhead(count).withId(name + "*" + count));
        this.aside = new Aside(this, name);
        this.watch = new ServerWatch(config.connection().withConnectTimeout(ADMIN_TIMEOUT));
    }

    /**
     * Starts the slots.
     *
     * @param name of this worker: in the table of workers, the labels of its log lines and the job server's list
     * @param count how many chunks run at once
     */
    public static Slots start(ClusterConfig config, String name, int count, LogPublisher publisher) {
        TaskStreams.install();
        TaskLogging.install();
        Slots slots = new Slots(config, name, count, publisher);
        slots.worker.registerAtOnce(Chunk.FUNCTION, slots::arrived);
        if (ResultStores.place(config).isPresent()) {
            slots.worker.registerAtOnce(DetachedChunk.FUNCTION, slots::arrived);
            slots.worker.registerAtOnce(DueWatch.WAKE, job -> job.complete(new byte[0]));
            slots.watch.start(new DueWatch(config.client().jobServers(), slots.client, () -> !slots.idle.isEmpty()));
        }
        slots.worker.start();
        slots.watch.start(new FrontEndWatch(config.client().jobServers(), slots.maps, System::nanoTime));
        slots.watch.start(new SharedWatch(config.client().jobServers(), slots.shared));
        var unused = slots.timer.scheduleWithFixedDelay(
                slots::lookForStuck, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        WarmUp.start(config.key());
        return slots;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static Path jarFolder() {
        return UserFolders.cache().resolve("jars");
    }

    /** Where it arrives, on the reader of a connection: a slot takes it, now or when one is free. */
    private void arrived(GrabbedJob job) {
        waiting.add(job);
        pump();
    }

    private void pump() {
        while (!waiting.isEmpty()) {
            Slot slot = idle.poll();
            if (slot == null) {
                return; // who gives one back looks again
            }
            GrabbedJob job = waiting.poll();
            if (job != null) {
                slot.start(job);
            } else {
                idle.addFirst(slot);
            }
        }
    }

    /** The job that has waited longest; null if there is none. */
    GrabbedJob nextWaiting() {
        return waiting.poll();
    }

    /** Is told, once, why this JVM has to start again: a cancelled task that does not stop. */
    public void whenStuck(Consumer<String> action) {
        whenStuck = action;
    }

    private void lookForStuck() {
        for (Slot slot : all) {
            slot.look();
            slot.stuck(System.nanoTime()).ifPresent(why -> {
                if (!stuck.getAndSet(true)) {
                    whenStuck.accept(why);
                }
            });
        }
    }

    void giveBack(Slot slot) {
        idle.addFirst(slot);
        pump();
    }

    /** Stops what runs for the map, within a second where the code lets itself be stopped; returns how many chunks ran. */
    public int cancel(String map) {
        return maps.cancel(map);
    }

    /** Lets go of a value that the session has shared, and needs no more. */
    public void forgetShared(String session, String id) {
        shared.forget(session, id);
        images.forgetSharing(id);
    }

    /** What these slots have done. */
    public SlotStats stats() {
        return new SlotStats(
                chunks.get(),
                Duration.ofNanos(elapsedNanos.get()),
                started,
                count,
                count - idle.size(),
                images.size(),
                refusals.count(),
                frontEnd.fetchedBytes());
    }

    /** Does what is to be done once in this JVM, beside the slots. */
    public Aside aside() {
        return aside;
    }

    /** Grabs no more and waits for the chunks that run; false if that took longer. */
    public boolean stop(Duration timeout) throws InterruptedException {
        worker.stop();
        return worker.awaitEnd(timeout);
    }

    /** Leaves at once; the job servers give what runs here to others. */
    @Override
    public void close() {
        watch.close();
        all.forEach(Slot::leave);
        worker.close();
        client.close();
        timer.shutdownNow();
        synchronized (this) {
            if (store != null) {
                store.close();
            }
        }
    }

    FrontEnd frontEnd() {
        return frontEnd;
    }

    /** Where detached work is kept; opened when it is first needed. */
    synchronized ResultStore store() throws IOException {
        if (store == null) {
            store = ResultStores.open(config);
        }
        return store;
    }

    ClusterKey key() {
        return key;
    }

    /** The most bytes in a packet of ours. */
    int maxPacketSize() {
        return config.maxPacketSize();
    }

    LogPublisher publisher() {
        return publisher;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    Refusals refusals() {
        return refusals;
    }

    CancelledMaps maps() {
        return maps;
    }

    SharedValues shared() {
        return shared;
    }

    ImageCache images() {
        return images;
    }

    void count(long durationNanos) {
        chunks.incrementAndGet();
        elapsedNanos.addAndGet(durationNanos);
    }
}
