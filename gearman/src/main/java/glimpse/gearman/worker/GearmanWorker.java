package glimpse.gearman.worker;

import glimpse.gearman.connection.HostPort;
import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers functions to job servers and runs what they assign. It connects to every server listed, and again for ever when a connection is
 * lost or a server is not there yet. Any thread may use it.
 *
 * <p>All jobs share one connection per server; but where a function has a timeout, each slot has connections of its own and nothing is
 * grabbed ahead, because a server's timer belongs to the connection and would hit the wrong job.
 */
public final class GearmanWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GearmanWorker.class);

    private final WorkerOptions options;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Map<String, Registration> registrations = new LinkedHashMap<>();
    private final List<WorkerLink> links = new ArrayList<>();

    /* set by start, before the links' threads */
    private Capacity capacity;
    private Slots slots;

    private record Registration(JobHandler handler, Duration timeout, boolean atOnce) {
        Packet canDo(String function) {
            return timeout.isZero()
                    ? Packet.of(PacketType.CAN_DO, function)
                    : Packet.of(PacketType.CAN_DO_TIMEOUT, function, Long.toString(timeout.toMillis()));
        }
    }

    public GearmanWorker(WorkerOptions options) {
        this.options = options;
    }

    /** Offers a function, from now on or from the start on. */
    public GearmanWorker register(String function, JobHandler handler) {
        return register(function, Duration.ZERO, handler);
    }

    /**
     * Offers a function whose jobs the server gives to another worker when they take longer. Before {@link #start} only.
     *
     * @param timeout at least a second for the C server, which rounds up; 0 for none
     */
    public GearmanWorker register(String function, Duration timeout, JobHandler handler) {
        return register(function, new Registration(handler, timeout, false));
    }

    /**
     * Offers a function whose handler has threads of its own: it is called where the job arrives, must not wait, and may hold as many jobs as
     * the slots and what is grabbed ahead come to. From now on or from the start on.
     */
    public GearmanWorker registerAtOnce(String function, JobHandler handler) {
        return register(function, new Registration(handler, Duration.ZERO, true));
    }

    private GearmanWorker register(String function, Registration registration) {
        Duration timeout = registration.timeout();
        List<WorkerLink> started;
        synchronized (this) {
            if (!timeout.isZero() && !links.isEmpty()) {
                throw new IllegalStateException(
                        "function " + function + " with a timeout after the start (expected: before)");
            }
            registrations.put(function, registration);
            started = List.copyOf(links);
        }
        started.forEach(link -> link.wake(function, registration.canDo(function)));
        return this;
    }

    /** Takes a function back. Jobs of it that run are lost: the servers give them to others, as after a failed attempt. */
    public void unregister(String function) {
        List<WorkerLink> started;
        synchronized (this) {
            registrations.remove(function);
            started = List.copyOf(links);
        }
        started.forEach(link -> link.forget(Packet.of(PacketType.CANT_DO, function), function));
    }

    /** Takes all functions back, as {@link #unregister} does. */
    public void unregisterAll() {
        List<WorkerLink> started;
        synchronized (this) {
            registrations.clear();
            started = List.copyOf(links);
        }
        started.forEach(link -> link.forget(Packet.of(PacketType.RESET_ABILITIES), null));
    }

    /** Begins to connect and to work; once. */
    public synchronized GearmanWorker start() {
        if (!links.isEmpty() || isStopping()) {
            throw new IllegalStateException("started twice (expected: once)");
        }
        boolean timed =
                registrations.values().stream().anyMatch(r -> !r.timeout().isZero());
        int jobs = options.slots() + (timed ? 0 : options.grabAhead());
        capacity = new Capacity(jobs);
        slots = new Slots(options.slots(), this::handle);
        for (HostPort server : options.servers()) {
            for (int i = 0; i < (timed ? options.slots() : 1); i++) {
                links.add(new WorkerLink(server, this, timed ? 1 : jobs));
            }
        }
        links.forEach(WorkerLink::start);
        return this;
    }

    private void handle(GrabbedJob job) throws Exception {
        Registration registration;
        synchronized (this) {
            registration = registrations.get(job.function());
        }
        if (job.isLost()) {
            job.fail();
        } else if (registration == null) {
            LOG.warn("{}: no handler for {}", job, job.function());
            job.fail();
        } else {
            registration.handler().handle(job);
        }
    }

    /** Grabs no more, ends the jobs it holds and leaves. Returns at once; {@link #awaitEnd} waits. */
    public void stop() {
        stopping.countDown();
        List<WorkerLink> started;
        synchronized (this) {
            started = List.copyOf(links);
        }
        started.forEach(WorkerLink::finishIfIdle);
    }

    /** Waits until a stopped worker has left all servers; false if that took longer. */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        long endNanos = System.nanoTime() + timeout.toNanos();
        List<WorkerLink> started;
        synchronized (this) {
            started = List.copyOf(links);
        }
        for (WorkerLink link : started) {
            link.join(TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime()));
        }
        boolean ended = started.stream().noneMatch(WorkerLink::isAlive);
        if (ended) {
            closeSlots();
        }
        return ended;
    }

    /** Leaves at once: jobs that run are lost and their threads interrupted; the servers give them to others. */
    @Override
    public void close() {
        stopping.countDown();
        List<WorkerLink> started;
        synchronized (this) {
            started = List.copyOf(links);
        }
        started.forEach(WorkerLink::close);
        closeSlots();
    }

    private synchronized void closeSlots() {
        if (slots != null) {
            slots.close();
        }
    }

    WorkerOptions options() {
        return options;
    }

    Capacity capacity() {
        return capacity;
    }

    boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Says who this is and what it can do. */
    synchronized void introduce(Consumer<Packet> server, BiConsumer<String, Packet> announcing) {
        if (!options.id().isEmpty()) {
            server.accept(Packet.of(PacketType.SET_CLIENT_ID, options.id()));
        }
        registrations.forEach((function, registration) -> announcing.accept(function, registration.canDo(function)));
    }

    void run(GrabbedJob job) {
        Registration registration;
        synchronized (this) {
            registration = registrations.get(job.function());
        }
        if (registration != null && registration.atOnce()) {
            Slots.run(this::handle, job);
        } else {
            slots.add(job);
        }
    }

    void serveWaiting() {
        for (WorkerLink link = capacity.next(); link != null; link = capacity.next()) {
            link.grab(1);
        }
    }

    /** Waits before the next attempt, but not when stopping. */
    void pause(long millis) {
        try {
            if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debug("stopping");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
