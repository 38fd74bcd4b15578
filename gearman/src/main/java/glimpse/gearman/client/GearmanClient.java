package glimpse.gearman.client;

import glimpse.gearman.connection.HostPort;
import glimpse.gearman.connection.ReaderThread;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits jobs to one of several job servers. Any thread may use it. Connections are made when first needed, lost ones again when
 * needed again, with growing pauses. A request that finds no server waits as long as the client's patience; one that was on its way when its connection
 * was lost ends as disconnected, for nobody knows whether it arrived.
 *
 * <p>Nothing is sent twice and nothing is limited: how many jobs are on their way at once is the caller's business. A sender waits only
 * while too many bytes wait to be written, and never on a listener's thread.
 */
public final class GearmanClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GearmanClient.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private final ClientOptions options;
    private final List<ServerLink> links;
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledThreadPoolExecutor timer;

    /* requests for which no server was there, in order; its monitor guards it and closed */
    private final Set<Request> waiting = new LinkedHashSet<>();
    private boolean closed;

    public GearmanClient(ClientOptions options) {
        this.options = options;
        ServerLink.Owner owner = new Links();
        this.links = options.servers().stream()
                .map(server -> new ServerLink(server, options, owner))
                .toList();
        this.timer = new ScheduledThreadPoolExecutor(1, task -> new ReaderThread("gearman-client-timer", task));
        this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** A client with the usual options. */
    public GearmanClient(List<HostPort> servers) {
        this(ClientOptions.of(servers));
    }

    /**
     * Connects to the first server that answers, without patience. Not needed before the other methods: they connect themselves.
     *
     * @throws NoJobServerException if none does
     */
    public void connect() throws IOException, InterruptedException {
        Question<byte[]> echo = Question.echo(new byte[0], Question.Patience.NONE);
        route(echo);
        flush();
        long waitMillis = options.connection()
                .connectTimeout()
                .multipliedBy(links.size() + 1L)
                .toMillis();
        try {
            echo.future().get(waitMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new NoJobServerException(links);
        }
    }

    /**
     * Submits the job.
     *
     * @return when the server took it; ends with an {@link IOException} exactly if the listener is told {@code refused}, or
     *     {@code disconnected} before {@code created}
     */
    public CompletableFuture<SubmittedJob> submit(Job job, JobListener listener) {
        Submission submission = new Submission(job, listener);
        route(submission);
        flush();
        return submission.created();
    }

    /** As {@link #submit}, but only a {@link #flush} that follows is sure to have it sent: for many jobs in a row. */
    public CompletableFuture<SubmittedJob> post(Job job, JobListener listener) {
        Submission submission = new Submission(job, listener);
        route(submission);
        return submission.created();
    }

    /** Sends what was posted. */
    public void flush() {
        links.forEach(ServerLink::flush);
    }

    /**
     * Submits a background job, of which nothing is heard afterwards.
     *
     * @return when the server took it; ends with an {@link IOException} if it did not
     */
    public CompletableFuture<SubmittedJob> submit(Job job) {
        if (job.ground() != Job.Ground.BACKGROUND) {
            throw new IllegalArgumentException("a foreground job without a listener (expected: a background job)");
        }
        return submit(job, new Result(job.function()));
    }

    /**
     * Submits a foreground job and gathers its result: the data parts and what WORK_COMPLETE brought, in one.
     *
     * @return the result; ends with a {@link JobFailedException} or an {@link IOException}
     */
    public CompletableFuture<byte[]> run(Job job) {
        if (job.ground() != Job.Ground.FOREGROUND) {
            throw new IllegalArgumentException("a background job has no result (expected: a foreground job)");
        }
        Result result = new Result(job.function());
        route(new Submission(job, result));
        flush();
        return result.future();
    }

    /** Asks the job's server what it knows of it. A server of another list is unknown here: it is not asked. */
    public CompletableFuture<JobStatus> status(SubmittedJob job) {
        Job.requireShort("handle", job.handle().value());
        return ask(Question.status(job));
    }

    /** Asks for a job by its unique id, whatever its function; the server that the id finds first is asked. */
    public CompletableFuture<JobStatus> statusUnique(String unique) {
        Job.requireShort("unique id", unique);
        return ask(Question.statusUnique(unique));
    }

    /** Sends bytes to a server and back. */
    public CompletableFuture<byte[]> echo(byte[] data) {
        return ask(Question.echo(data, Question.Patience.SOME));
    }

    private <T> CompletableFuture<T> ask(Question<T> question) {
        route(question);
        flush();
        return question.future();
    }

    private void route(Request request) {
        if (!offered(request)) {
            hold(request);
        }
    }

    private boolean offered(Request request) {
        for (ServerLink link : order(request)) {
            if (link.offer(request)) {
                return true;
            }
        }
        return false;
    }

    private List<ServerLink> order(Request request) {
        if (request.onlyServer().isPresent()) {
            HostPort server = request.onlyServer().get();
            return links.stream().filter(link -> link.server().equals(server)).toList();
        }
        if (links.size() == 1) {
            return links;
        }
        return options.order().order(links, options.servers(), request.routingKey(), turn.getAndIncrement());
    }

    /** Keeps the request until a server is there or its time is up. */
    private void hold(Request request) {
        long leftNanos =
                request.isPatient() ? options.patience().toNanos() - (System.nanoTime() - request.sinceNanos()) : 0;
        boolean held;
        synchronized (waiting) {
            held = !closed && leftNanos > 0 && !order(request).isEmpty() && waiting.add(request);
            if (held) {
                later(() -> giveUp(request), leftNanos);
            }
        }
        if (!held) {
            request.disconnected(new NoJobServerException(links));
        } else if (order(request).stream().anyMatch(ServerLink::isAvailable)) {
            offerWaiting();
        }
    }

    private void later(Runnable task, long nanos) {
        ScheduledFuture<?> unused = timer.schedule(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.error("an error of ours on the timer", e);
                    }
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    private void pauseOver(ServerLink link) {
        link.pauseOver();
        offerWaiting();
    }

    private void giveUp(Request request) {
        boolean still;
        synchronized (waiting) {
            still = waiting.remove(request);
        }
        if (still) {
            request.disconnected(new NoJobServerException(links));
        }
    }

    private void offerWaiting() {
        List<Request> requests;
        synchronized (waiting) {
            requests = List.copyOf(waiting);
            waiting.clear();
        }
        requests.forEach(this::route);
        flush();
    }

    /** Sends what is still to be written, waits a little for the servers to have read it, and ends every connection. */
    @Override
    public void close() {
        List<Request> left;
        synchronized (waiting) {
            closed = true;
            left = List.copyOf(waiting);
            waiting.clear();
            timer.shutdown();
        }
        left.forEach(request -> request.disconnected(new IOException("the client was closed")));
        links.forEach(ServerLink::finish);
        long endNanos = System.nanoTime() + CLOSE_WAIT.toNanos();
        for (ServerLink link : links) {
            try {
                link.close(TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime()));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The links' way back. */
    private final class Links implements ServerLink.Owner {
        @Override
        public void available() {
            offerWaiting();
        }

        @Override
        public void pause(ServerLink link, long millis) {
            synchronized (waiting) {
                if (!closed) {
                    later(() -> pauseOver(link), TimeUnit.MILLISECONDS.toNanos(millis));
                }
            }
        }

        @Override
        public void route(Request request) {
            GearmanClient.this.route(request);
        }
    }
}
