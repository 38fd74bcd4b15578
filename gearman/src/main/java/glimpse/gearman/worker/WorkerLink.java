package glimpse.gearman.worker;

import glimpse.gearman.connection.Backoff;
import glimpse.gearman.connection.Connection;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.connection.ReaderThread;
import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a worker to a job server, made again for ever. Its reader thread connects and reads; any thread releases jobs.
 *
 * <pre>
 *   awake: GRAB_JOB ─► JOB_ASSIGN: one more is held, two more are asked for, as far as capacity goes
 *                   ─► NO_JOB, and no other answer is due: PRE_SLEEP, asleep
 *   asleep: NOOP ─► awake
 * </pre>
 *
 * An awake connection has an answer due, or holds all it may, or waits for capacity: it cannot be forgotten.
 */
final class WorkerLink {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLink.class);

    private final HostPort server;
    private final GearmanWorker worker;
    private final int limit;
    private final Packet grabPacket;
    private final Backoff backoff;
    private final ReaderThread reader;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<GrabbedJob> held = new HashSet<>();
    private final Set<String> announced = new HashSet<>();
    private Connection connection;
    private NewestJobs newest = new NewestJobs();
    private int answersDue;
    private boolean asleep;

    /** @param limit how many jobs this connection may hold */
    WorkerLink(HostPort server, GearmanWorker worker, int limit) {
        this.server = server;
        this.worker = worker;
        this.limit = limit;
        WorkerOptions options = worker.options();
        this.grabPacket = Packet.of(
                options.grab() == WorkerOptions.Grab.ALL ? PacketType.GRAB_JOB_ALL : PacketType.GRAB_JOB_UNIQ);
        this.backoff = new Backoff(options.firstPause(), options.longestPause());
        this.reader = new ReaderThread("gearman-worker " + server, this::run);
    }

    void start() {
        reader.start();
    }

    private void run() {
        while (!worker.isStopping()) {
            lost(Connection.live(server, worker.options().connection(), this::connected, this::received));
        }
    }

    private boolean connected(Connection opened) {
        lock.lock();
        try {
            connection = opened;
            asleep = false;
            answersDue = 0;
            announced.clear();
            newest = new NewestJobs();
            worker.introduce(this::send, this::announce);
        } finally {
            lock.unlock();
        }
        LOG.info("connected to job server {}", server);
        grab(1);
        finishIfIdle();
        return true;
    }

    private void received(Packet packet) {
        switch (packet.type()) {
            case JOB_ASSIGN, JOB_ASSIGN_UNIQ, JOB_ASSIGN_ALL -> assigned(packet);
            case NO_JOB -> noJob();
            case NOOP -> noop();
            case ERROR -> LOG.debug("{} answered {}", server, packet);
            default -> LOG.warn("{} sent {} (expected: JOB_ASSIGN_UNIQ, NO_JOB or NOOP)", server, packet);
        }
        backoff.succeeded();
    }

    private void assigned(Packet packet) {
        GrabbedJob job;
        lock.lock();
        try {
            answersDue--;
            job = new GrabbedJob(this, connection, packet, newest.isOlder(packet));
            held.add(job);
        } finally {
            lock.unlock();
        }
        worker.run(job);
        grab(2);
    }

    private void noJob() {
        lock.lock();
        try {
            answersDue--;
            worker.capacity().giveBack(1);
            if (answersDue == 0 && !worker.isStopping()) {
                asleep = true;
                send(Packet.of(PacketType.PRE_SLEEP));
            }
        } finally {
            lock.unlock();
        }
        worker.serveWaiting();
        finishIfIdle();
    }

    private void noop() {
        lock.lock();
        try {
            asleep = false;
        } finally {
            lock.unlock();
        }
        grab(1);
    }

    /** Asks for up to so many jobs, if awake. Not under the lock. */
    void grab(int wanted) {
        Connection current = postGrabs(wanted);
        if (current != null) {
            current.flush();
        }
    }

    /** As {@link #grab}; null if nothing is to be flushed. */
    private Connection postGrabs(int wanted) {
        Connection current;
        lock.lock();
        try {
            current = connection;
            if (current == null || asleep || worker.isStopping()) {
                return null;
            }
            int allowed = Math.min(wanted, limit - held.size() - answersDue);
            int taken = allowed <= 0 ? 0 : worker.capacity().take(this, allowed, answersDue == 0);
            for (int i = 0; i < taken; i++) {
                answersDue++;
                current.post(grabPacket);
            }
            return taken > 0 ? current : null;
        } finally {
            lock.unlock();
        }
    }

    /** A function was added: jobs for it may be there already, of which a sleeper is not told. */
    void wake(String function, Packet canDo) {
        lock.lock();
        try {
            announce(function, canDo);
            asleep = false;
        } finally {
            lock.unlock();
        }
        grab(1);
    }

    /** A function was taken back: its jobs are the server's again. */
    void forget(Packet cantDo, String function) {
        lock.lock();
        try {
            send(cantDo);
            announced.removeIf(name -> function == null || name.equals(function));
            held.stream()
                    .filter(job -> function == null || job.function().equals(function))
                    .forEach(GrabbedJob::lose);
        } finally {
            lock.unlock();
        }
    }

    private void announce(String function, Packet canDo) {
        if (connection != null && announced.add(function)) {
            connection.send(canDo);
        }
    }

    private void send(Packet packet) {
        if (connection != null) {
            connection.send(packet);
        }
    }

    /** The job has ended, here or with its connection. What is posted for it leaves with its end. */
    void released(GrabbedJob job) {
        lock.lock();
        try {
            held.remove(job);
        } finally {
            lock.unlock();
        }
        worker.capacity().giveBack(1);
        worker.serveWaiting();
        Connection posted = postGrabs(1);
        if (posted != null && !job.isOf(posted)) {
            posted.flush(); // the job's end has nothing to leave with
        }
        finishIfIdle();
    }

    /** When the worker stops: leaves as soon as no answer is due and no job is held. */
    void finishIfIdle() {
        if (!worker.isStopping()) {
            return;
        }
        lock.lock();
        try {
            if (connection != null && answersDue == 0 && held.isEmpty()) {
                connection.finish();
            }
        } finally {
            lock.unlock();
        }
    }

    private void lost(IOException cause) {
        List<GrabbedJob> lostJobs;
        boolean stood;
        lock.lock();
        try {
            stood = connection != null;
            connection = null;
            worker.capacity().giveBack(answersDue);
            answersDue = 0;
            lostJobs = List.copyOf(held);
            held.clear();
        } finally {
            lock.unlock();
        }
        lostJobs.forEach(GrabbedJob::lose);
        worker.capacity().forget(this);
        worker.serveWaiting();
        if (worker.isStopping()) {
            return;
        }
        if (stood) {
            LOG.warn("{}; {} jobs go back to it; reconnecting", cause.getMessage(), lostJobs.size());
        } else {
            LOG.debug("{}", cause.getMessage());
        }
        worker.pause(backoff.afterFailureMillis());
    }

    /** Ends the connection at once. */
    void close() {
        lock.lock();
        try {
            if (connection != null) {
                connection.close();
            }
        } finally {
            lock.unlock();
        }
    }

    void join(long millis) throws InterruptedException {
        if (Thread.currentThread() != reader) {
            reader.join(Math.max(1, millis));
        }
    }

    boolean isAlive() {
        return reader.isAlive();
    }
}
