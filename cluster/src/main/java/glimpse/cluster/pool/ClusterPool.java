package glimpse.cluster.pool;

import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.channel.LogSubscriber;
import glimpse.cluster.closure.SessionClasses;
import glimpse.cluster.closure.Shared;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.task.PartRequest;
import glimpse.cluster.task.PermitRequest;
import glimpse.gearman.client.GearmanClient;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A pool whose elements run in the slots of a cluster. Any thread may call; several maps may run at once. */
public final class ClusterPool extends Pool {
    private static final String START_SOME =
            "no worker has come; start some with: glimpse cluster worker -n 4 -c config.ini";

    private final ClusterConfig config;
    private final SessionClasses session;
    private final GearmanClient client;
    private final ClusterServers servers;
    private final ImageServer images;
    private final LogSubscriber.Subscription subscription;
    private final MapContext context;
    private final Map<String, MapRun> maps = new ConcurrentHashMap<>();
    private final AtomicInteger mapNumbers = new AtomicInteger();
    private final Map<String, LogSink> listening = new ConcurrentHashMap<>();
    private final Workers workers;
    private final Submissions submissions;
    private final Sharing sharing;
    private FrontEndChannels owned;

    private ClusterPool(ClusterConfig config, FrontEndChannels channels, SessionClasses session, String noWorker) {
        this.config = config;
        this.session = session;
        String id = newId();
        this.client = new GearmanClient(config.clientOptions().withPatience(config.pollTimeout()));
        this.servers = new ClusterServers(config, client, channels.commands());
        Permits permits = new Permits(config.key(), config.confirmChunks());
        this.images = new ImageServer(config, id, permits);
        this.context = new MapContext(
                id,
                config.key(),
                config.maxRetries(),
                config.maxPacketSize(),
                servers,
                images,
                permits,
                new LogPatience(),
                noWorker);
        this.workers = new Workers(this, channels.commands());
        this.submissions = new Submissions(config, id, session, client, channels.commands());
        this.sharing = new Sharing(id, session, channels.commands());
        this.subscription = channels.logs().subscribe(id, this::logged);
        servers.slots();
    }

    /**
     * Connects to the cluster. The channels stay the caller's, who closes them after the pool.
     *
     * @param session whose classes the functions are made of
     */
    public static ClusterPool connect(ClusterConfig config, FrontEndChannels channels, SessionClasses session) {
        return connect(config, channels, session, START_SOME);
    }

    /**
     * Connects to a cluster whose workers somebody else starts than the user.
     *
     * @param noWorker what to tell the user while no worker is there
     */
    public static ClusterPool connect(
            ClusterConfig config, FrontEndChannels channels, SessionClasses session, String noWorker) {
        return new ClusterPool(config, channels, session, noWorker);
    }

    /** Connects to the cluster; the channels are closed with the pool. */
    static ClusterPool connectOwning(ClusterConfig config, FrontEndChannels channels, SessionClasses session) {
        ClusterPool pool = connect(config, channels, session);
        pool.owned = channels;
        return pool;
    }

    private static String newId() {
        byte[] id = new byte[8];
        new SecureRandom().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private void logged(LogEvent event) {
        LogSink sink = listening.get(event.map());
        if (sink != null) {
            sink.postLog(event);
        }
    }

    /** The lines of this map go to the sink until {@link #forget}. */
    void listen(String map, LogSink sink) {
        listening.put(map, sink);
    }

    void forget(String map) {
        listening.remove(map);
    }

    LogPatience patience() {
        return context.patience();
    }

    /** What to tell the user while no worker is there. */
    String noWorker() {
        return context.noWorker();
    }

    /** The worker JVMs whose slots the job servers list, by their ids; completes soon. */
    CompletableFuture<Set<String>> listed() {
        return servers.workers();
    }

    /** A function as workers get it. */
    MapFunction function(Object f) {
        return new MapFunction(f, session, images);
    }

    /** The worker JVMs of this pool as places. */
    public Workers workers() {
        return workers;
    }

    @Override
    MapCall call(Function<?, ?> f, Iterable<?> xs, MapOptions options, Outcomes outcomes) {
        MapFunction function = function(f);
        MapRun run = new MapRun(
                context, newMapId(), function, xs, withDefaults(options.requireNow()), outcomes, this::ended);
        maps.put(run.map(), run);
        listen(run.map(), run.logs());
        return run;
    }

    private void ended(MapRun run) {
        maps.remove(run.map());
        forget(run.map());
    }

    @Override
    public <T> Shared<T> share(T value) {
        return sharing.share(value);
    }

    @Override
    public Submissions submissions() {
        return submissions;
    }

    @Override
    void start(String name, Runnable run) {
        Thread thread = new Thread(run, name + " of " + context.session());
        thread.setDaemon(true);
        thread.start();
    }

    String newMapId() {
        return context.session() + "." + mapNumbers.incrementAndGet();
    }

    private MapOptions withDefaults(MapOptions options) {
        OptionalInt fromConfig = config.chunkSize();
        return options.chunkSize().isPresent() || fromConfig.isEmpty()
                ? options
                : options.withChunkSize(fromConfig.getAsInt());
    }

    /** The session's name on the wire: its log topic, and its images as {@code glimpse_image.<session>}. */
    public String sessionId() {
        return context.session();
    }

    @Override
    public void close() {
        maps.values().forEach(run -> run.cancel("the pool was closed"));
        submissions.close();
        subscription.close();
        images.close();
        servers.forget(PartRequest.function(context.session()));
        servers.forget(PermitRequest.function(context.session()));
        servers.close();
        client.close();
        if (owned != null) {
            owned.close();
        }
    }
}
