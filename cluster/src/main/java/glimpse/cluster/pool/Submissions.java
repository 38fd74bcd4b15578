package glimpse.cluster.pool;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.CommandSender;
import glimpse.cluster.closure.Image;
import glimpse.cluster.closure.SessionClasses;
import glimpse.cluster.closure.Shared;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.store.KeptSubmission;
import glimpse.cluster.store.ResultStore;
import glimpse.cluster.store.ResultStores;
import glimpse.cluster.task.DetachedChunk;
import glimpse.cluster.task.KeptInput;
import glimpse.cluster.task.Manifest;
import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.client.Job;
import glimpse.gearman.client.SubmittedJob;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.packet.Priority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detached work of a cluster: sent as background jobs that need nobody to wait, with inputs, function and results in the cluster's
 * store. Any thread; every method waits for the store, none for the work.
 */
public final class Submissions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

    /** Chunks have one element at the beginning, and one more after every so many. */
    private static final int ELEMENTS_PER_STEP = 500;

    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration CANCEL_WAIT = Duration.ofSeconds(5);

    private final ClusterConfig config;
    private final String sessionId;
    private final SessionClasses session;
    private final GearmanClient client;
    private final CommandSender commands;
    private ResultStore store;

    Submissions(
            ClusterConfig config,
            String sessionId,
            SessionClasses session,
            GearmanClient client,
            CommandSender commands) {
        this.config = config;
        this.sessionId = sessionId;
        this.session = session;
        this.client = client;
        this.commands = commands;
    }

    /**
     * Sends work that goes on without this program: a background job for each chunk. When this returns, store and job server have all of it.
     *
     * @param options chunk size, name, priority, element timeout, what to do at errors, and a time to begin
     * @return with the id by which this program or another fetches the results
     * @throws CannotSendException if the function or an input cannot travel
     * @throws IllegalStateException if there is no store, or no job server takes the jobs
     */
    public <A, R> Submission<R> submit(
            Function<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        options.requireDetachable();
        if (options.notBefore().isPresent() && options.priority() != Priority.NORMAL) {
            throw new IllegalArgumentException(
                    "priority " + options.priority() + " at a time (expected: NORMAL, which jobs at a time have)");
        }
        KeptSubmission kept = new KeptSubmission(store(), config.key(), newId());
        try {
            Manifest manifest = keep(kept, f, xs, options);
            queue(manifest, allOf(manifest), options.priority());
            return new Submission<>(this, kept, manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static String newId() {
        byte[] id = new byte[8];
        new SecureRandom().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private Manifest keep(KeptSubmission kept, Function<?, ?> f, Iterable<?> xs, MapOptions options)
            throws IOException {
        Newest newest = new Newest();
        List<Integer> counts = new ArrayList<>();
        boolean complete = false;
        try (MapFunction function = new MapFunction(f, session, newest)) {
            InputCutter input = new InputCutter(xs);
            while (input.hasNext()) {
                long first = input.taken();
                Object[] some = input.take(chunkSize(options, first));
                kept.keep(new KeptInput(kept.id(), counts.size(), first, some.length, function.write(some, first)));
                counts.add(some.length);
            }
            Manifest manifest = new Manifest(
                    kept.id(),
                    options.name(),
                    sessionId,
                    newest.id(),
                    Instant.now().toEpochMilli(),
                    options.notBefore().map(Instant::getEpochSecond).orElse(0L),
                    options.onError().name(),
                    (int) Math.min(Integer.MAX_VALUE, options.elementTimeout().toMillis()),
                    counts);
            newest.keep(kept);
            kept.keep(manifest);
            complete = true;
            return manifest;
        } finally {
            if (!complete) {
                kept.remove();
            }
        }
    }

    /** An element that is stopped at its limit leaves those after it in its chunk without a result: there are none then. */
    private int chunkSize(MapOptions options, long index) {
        if (!options.elementTimeout().isZero()) {
            return 1;
        }
        return options.chunkSize().orElse(config.chunkSize().orElse((int)
                Math.min(1 + index / ELEMENTS_PER_STEP, 10_000)));
    }

    /** The image that can read everything written so far. */
    private static final class Newest implements ImageHolder {
        private Image image;
        private final Map<String, Path> jars = new HashMap<>();
        private final Map<String, byte[]> shared = new HashMap<>();

        @Override
        public void hold(Image newer, Map<String, Path> itsJars) {
            image = newer;
            jars.putAll(itsJars);
        }

        @Override
        public void release(Image held) {
            // it is in the store
        }

        @Override
        public void hold(Shared<?> value) {
            shared.put(value.id(), value.written());
        }

        @Override
        public void release(Shared<?> value) {
            // it is in the store
        }

        String id() {
            return image == null ? "" : image.id().hex();
        }

        void keep(KeptSubmission kept) throws IOException {
            if (image != null) {
                kept.keepWhole(id(), image.encode());
            }
            for (Map.Entry<String, byte[]> value : shared.entrySet()) {
                kept.keepWhole(value.getKey(), value.getValue());
            }
            for (Map.Entry<String, Path> jar : jars.entrySet()) {
                kept.keepWhole(jar.getKey(), Files.readAllBytes(jar.getValue()));
            }
        }
    }

    private static List<Integer> allOf(Manifest manifest) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < manifest.counts().size(); i++) {
            all.add(i);
        }
        return all;
    }

    /** Has the job servers take these chunks; what they have already they keep. */
    void queue(Manifest manifest, List<Integer> chunks, Priority priority) {
        List<CompletableFuture<SubmittedJob>> taken = new ArrayList<>();
        for (int number : chunks) {
            DetachedChunk chunk = new DetachedChunk(manifest.id(), number, manifest.image(), manifest.elementMillis());
            Job job = Job.of(DetachedChunk.FUNCTION, config.key().seal(chunk.encode()))
                    .withUnique(chunk.unique());
            taken.add(client.submit(
                    manifest.notBeforeSeconds() > 0
                            ? job.notBefore(Instant.ofEpochSecond(manifest.notBeforeSeconds()))
                            : job.withPriority(priority).inBackground()));
        }
        try {
            CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new))
                    .get(config.pollTimeout().toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notTaken(manifest, "stopped", e);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw notTaken(manifest, String.valueOf(cause.getMessage()), e);
        }
    }

    private static IllegalStateException notTaken(Manifest manifest, String why, Exception cause) {
        return new IllegalStateException(
                "the job servers did not take all of submission " + manifest.id() + ": " + why
                        + " (it is in the store: fetch(\"" + manifest.id() + "\").resume() sends what is missing)",
                cause);
    }

    /**
     * Work that was sent, by this program or another, today or earlier.
     *
     * @param id as {@link Submission#id} has it
     * @param <R> what the function returns; nothing checks it here
     * @throws IllegalArgumentException if there is none
     */
    public <R> Submission<R> fetch(String id) {
        if (!id.matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("submission \"" + id + "\" (expected: 16 hexadecimal digits)");
        }
        try {
            KeptSubmission kept = new KeptSubmission(store(), config.key(), id);
            Manifest manifest = kept.manifest()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no submission " + id + " in " + store() + " (%cluster jobs has those that are there)"));
            return new Submission<>(this, kept, manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** All that is in the store and sealed with this cluster's key, the newest first. */
    public List<Submission<?>> all() {
        List<Submission<?>> all = new ArrayList<>();
        try {
            for (String id : store().submissions()) {
                KeptSubmission kept = new KeptSubmission(store(), config.key(), id);
                manifest(kept).ifPresent(manifest -> all.add(new Submission<>(this, kept, manifest)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        all.sort(Comparator.<Submission<?>, Instant>comparing(Submission::submitted)
                .reversed());
        return all;
    }

    /** Empty also for another cluster's. */
    private static Optional<Manifest> manifest(KeptSubmission kept) {
        try {
            return kept.manifest();
        } catch (IOException refused) {
            LOG.debug("{} is passed over", kept.id(), refused);
            return Optional.empty();
        }
    }

    /**
     * Which of the chunks no job server has; none if not one of the servers can be asked. One that cannot be asked while others can counts as
     * having none: should it come back with a chunk that was sent again, the chunk is done once all the same.
     */
    List<Integer> unknown(Manifest manifest, List<Integer> chunks) {
        Set<String> known = new HashSet<>();
        boolean asked = false;
        for (HostPort server : config.client().jobServers()) {
            try (GearmanAdmin admin =
                    GearmanAdmin.connect(server, config.connection().withConnectTimeout(ADMIN_TIMEOUT))) {
                known.addAll(admin.showUniqueJobs());
                asked = true;
            } catch (IOException e) {
                LOG.warn("{}", e.getMessage());
            }
        }
        return !asked
                ? List.of()
                : chunks.stream()
                        .filter(number -> !known.contains(manifest.id() + "." + number))
                        .toList();
    }

    /** Stops what runs of it. */
    void stop(String id) {
        var unused = commands.submit(Command.cancel(id), CANCEL_WAIT);
    }

    SessionClasses session() {
        return session;
    }

    /** Where the work is kept, for people. */
    public String place() {
        return store().toString();
    }

    private synchronized ResultStore store() {
        if (store == null) {
            try {
                store = ResultStores.open(config);
            } catch (IOException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
        return store;
    }

    @Override
    public synchronized void close() {
        if (store != null) {
            store.close();
            store = null;
        }
    }
}
