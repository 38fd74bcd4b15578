package glimpse.gearman.client;

import glimpse.gearman.connection.Backoff;
import glimpse.gearman.connection.Connection;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.connection.ReaderThread;
import glimpse.gearman.packet.Packet;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job server as a client sees it. Any thread offers requests; a reader thread per connection makes the connection, reads it and
 * tells the listeners.
 *
 * <pre>
 *   IDLE ──offer──► CONNECTING ──► CONNECTED
 *    ▲                  │failed       │lost        any ──close──► CLOSED
 *    └──pause over── BACKING_OFF ◄────┘
 * </pre>
 */
final class ServerLink {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);

    private enum State {
        IDLE,
        CONNECTING,
        CONNECTED,
        BACKING_OFF,
        CLOSED
    }

    /** What the client does for its links; called without any lock held. */
    interface Owner {
        /** Requests can be offered to this link (again). */
        void available();

        /** Calls {@link #pauseOver} after so long. */
        void pause(ServerLink link, long millis);

        /** The request never left; another server may have it. */
        void route(Request request);
    }

    private final HostPort server;
    private final ClientOptions options;
    private final Owner owner;
    private final Backoff backoff;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Request> unsent = new ArrayList<>();
    private final Queue<Request> unanswered = new ArrayDeque<>();
    private State state = State.IDLE;
    private ReaderThread reader;
    private volatile Connection connection;
    private volatile IOException lastFailure;

    /* the reader thread's */
    private final RunningJobs running = new RunningJobs();
    private boolean heard;

    ServerLink(HostPort server, ClientOptions options, Owner owner) {
        this.server = server;
        this.options = options;
        this.owner = owner;
        this.backoff = new Backoff(options.firstPause(), options.longestPause());
    }

    HostPort server() {
        return server;
    }

    /** Why the server is not reached; null if it was not tried or all is well. */
    IOException lastFailure() {
        return lastFailure;
    }

    boolean isAvailable() {
        lock.lock();
        try {
            return state != State.BACKING_OFF && state != State.CLOSED;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the request for this server, connecting if need be; false if the server is known to be down. */
    boolean offer(Request request) {
        Connection current = connection;
        if (current != null) {
            current.awaitRoom();
        }
        lock.lock();
        try {
            return switch (state) {
                case IDLE -> {
                    connect();
                    yield unsent.add(request);
                }
                case CONNECTING -> unsent.add(request);
                case CONNECTED -> send(request);
                case BACKING_OFF, CLOSED -> false;
            };
        } finally {
            lock.unlock();
        }
    }

    /** Writes what the requests offered so far have left to be written. */
    void flush() {
        Connection current = connection;
        if (current != null) {
            current.flush();
        }
    }

    private void connect() {
        state = State.CONNECTING;
        reader = new ReaderThread("gearman-client " + server, this::run);
        reader.start();
    }

    /** False if the connection has ended and its reader just has not noticed. */
    private boolean send(Request request) {
        if (connection.post(request.packet())) {
            return unanswered.add(request);
        }
        state = State.BACKING_OFF;
        return false;
    }

    private void run() {
        heard = false;
        ended(Connection.live(server, options.connection(), this::connected, this::received));
    }

    private boolean connected(Connection opened) {
        lock.lock();
        try {
            if (state == State.CLOSED) {
                return false;
            }
            state = State.CONNECTED;
            connection = opened;
            lastFailure = null;
            if (options.exceptions()) {
                send(Question.option("exceptions"));
            }
            unsent.removeIf(this::send);
        } finally {
            lock.unlock();
        }
        owner.available();
        return true;
    }

    private void received(Packet packet) {
        heard = true;
        switch (packet.type()) {
            case WORK_DATA -> running.workData(packet);
            case WORK_WARNING -> running.workWarning(packet);
            case WORK_STATUS -> running.workStatus(packet);
            case WORK_COMPLETE -> running.workComplete(packet);
            case WORK_FAIL -> running.workFail(packet);
            case WORK_EXCEPTION -> running.workException(packet);
            default -> answer(packet);
        }
    }

    private void answer(Packet packet) {
        Request request = nextUnanswered();
        if (request == null) {
            LOG.warn("{} sent {} (expected: nothing, no request is unanswered)", server, packet);
            return;
        }
        switch (packet.type()) {
            case ERROR -> request.refused(new RefusedException(packet.text(0), packet.text(1)));
            case JOB_CREATED, ECHO_RES, OPTION_RES, STATUS_RES, STATUS_RES_UNIQUE -> answer(request, packet);
            default -> outOfStep(request, packet);
        }
    }

    private void answer(Request request, Packet packet) {
        if (packet.type() != request.answer()) {
            outOfStep(request, packet);
            return;
        }
        if (request instanceof Submission submission && submission.isForeground()) {
            running.attach(packet.handle(0), submission.listener());
        }
        request.answered(server, packet);
    }

    private void outOfStep(Request request, Packet packet) {
        IOException cause = new IOException(server + " sent " + packet + " (expected: " + request.answer() + ")");
        LOG.warn("{}; closing the connection", cause.getMessage());
        request.disconnected(cause);
        connection.close();
    }

    private Request nextUnanswered() {
        lock.lock();
        try {
            return unanswered.poll();
        } finally {
            lock.unlock();
        }
    }

    private void ended(IOException cause) {
        List<Request> neverSent;
        List<Request> lost;
        boolean again;
        lock.lock();
        try {
            connection = null;
            lastFailure = cause;
            neverSent = List.copyOf(unsent);
            lost = List.copyOf(unanswered);
            unsent.clear();
            unanswered.clear();
            again = state != State.CLOSED;
            state = again ? State.BACKING_OFF : State.CLOSED;
        } finally {
            lock.unlock();
        }
        neverSent.forEach(owner::route);
        lost.forEach(request -> request.disconnected(cause));
        running.disconnected(cause);
        if (again) {
            LOG.debug("{}", cause.getMessage());
            pause();
        }
    }

    /** Only when everybody has been told: the next connection has the same {@code running}. */
    private void pause() {
        if (heard) {
            backoff.succeeded();
        }
        owner.pause(this, backoff.afterFailureMillis());
    }

    /** Ends {@code BACKING_OFF}. */
    void pauseOver() {
        lock.lock();
        try {
            if (state == State.BACKING_OFF) {
                state = State.IDLE;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more requests; writes what was sent and then lets the server end the connection. */
    void finish() {
        lock.lock();
        try {
            state = State.CLOSED;
            if (connection != null) {
                connection.finish();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the reader to have told everybody, then ends what is left. From a listener it does not wait. */
    void close(long waitMillis) throws InterruptedException {
        ReaderThread current;
        lock.lock();
        try {
            current = reader;
        } finally {
            lock.unlock();
        }
        if (current != null && current != Thread.currentThread()) {
            current.join(Math.max(1, waitMillis));
        }
        Connection left = connection;
        if (left != null) {
            left.close();
        }
    }
}
