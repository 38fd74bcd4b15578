package glimpse.cluster.config;

import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.security.CurveKeys;
import glimpse.cluster.security.Encryption;
import glimpse.gearman.client.ClientOptions;
import glimpse.gearman.client.ServerOrder;
import glimpse.gearman.connection.ConnectionOptions;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code config.ini} says: where the job servers and the channels are, the cluster's key, and the pool's settings.
 * Immutable.
 *
 * @param client what front ends and workers dial (or bind, in direct mode)
 * @param server what a broker binds; empty where there is no {@code [server]} section
 * @param chunkSize elements in one job; empty to size them by measured time
 * @param pollTimeout how long a map waits for each chunk
 * @param maxRetries how many times a connection is attempted before a job has been accepted
 * @param cacheFunctions the original's setting; images are always cached here
 * @param key seals every payload, command and log line
 * @param encryption what of the connections is encrypted
 * @param maxPacketSize the most bytes in one packet of ours; what is larger goes in parts
 * @param resultStore where detached work is kept, a folder or a JDBC URL; empty if the file names none
 * @param confirmChunks whether a worker asks the front end before it runs a chunk, so that a recorded job cannot be played back
 */
public record ClusterConfig(
        Client client,
        Optional<ChannelUrls> server,
        OptionalInt chunkSize,
        Duration pollTimeout,
        int maxRetries,
        boolean cacheFunctions,
        ClusterKey key,
        Encryption encryption,
        int maxPacketSize,
        Optional<String> resultStore,
        boolean confirmChunks) {

    /** The environment variable that names a file, read before those of the command line. */
    public static final String ENVIRONMENT = "GLIMPSE_CLUSTER_CONFIG";

    public static final int DEFAULT_JOB_SERVER_PORT = 4730;
    private static final Logger LOG = LoggerFactory.getLogger(ClusterConfig.class);
    private static final AtomicBoolean WARNED = new AtomicBoolean();
    static final Duration DEFAULT_POLL_TIMEOUT = Duration.ofSeconds(60);
    static final int DEFAULT_MAX_RETRIES = 3;

    /** Every job server known takes that. */
    static final int DEFAULT_MAX_PACKET_SIZE = 4 << 20;

    static final int LEAST_MAX_PACKET_SIZE = 16 << 10;

    public ClusterConfig {
        if (client.channels().isDirect() && server.isPresent() && !server.get().isDirect()) {
            throw new ConfigException("[client] has one URL for both ends of each channel, [server] has two"
                    + " (expected: the broker's four URLs in both sections, or no [server] section)");
        }
        if (confirmChunks && key.isNone()) {
            throw new ConfigException("confirm_chunks is on in [client], but there is no key"
                    + " (expected: key or key_file; without a key anybody can say what runs)");
        }
    }

    /** Reads the file or files, the later winning key by key. */
    public static ClusterConfig read(Path... files) {
        return read(List.of(files));
    }

    /** Reads the files, the later winning key by key. */
    public static ClusterConfig read(List<Path> files) {
        return ConfigReader.clusterConfig(ConfigFile.read(files));
    }

    /** Reads the file that {@code GLIMPSE_CLUSTER_CONFIG} names, where it is set. */
    public static Optional<ClusterConfig> fromEnvironment() {
        List<Path> files = filesOf(System.getenv(ENVIRONMENT), List.of());
        return files.isEmpty() ? Optional.empty() : Optional.of(read(files));
    }

    /** Reads only what a broker needs: the {@code [server]} section, and the CURVE key of the cluster. */
    public static Server readServer(List<Path> files) {
        return ConfigReader.server(ConfigFile.read(files));
    }

    /** The files in the order of their reading: the environment's (null or empty: none), then the command line's. */
    public static List<Path> filesOf(String environment, List<Path> commandLine) {
        List<Path> files = new ArrayList<>();
        if (environment != null && !environment.isBlank()) {
            files.add(Path.of(environment));
        }
        files.addAll(commandLine);
        return files;
    }

    /**
     * A configuration made by a program, without a {@code [server]} section and with the default settings. Its workers do not ask before
     * they run a chunk: see {@link #withConfirmedChunks}.
     */
    public static ClusterConfig of(List<HostPort> jobServers, ChannelUrls channels, ClusterKey key) {
        ConfigDraft draft = new ConfigDraft(new Client(jobServers, channels));
        draft.key = key;
        return draft.config();
    }

    /** The same, with another place for the results of detached work: a folder or a JDBC URL. */
    public ClusterConfig withResultStore(String place) {
        return with(draft -> draft.resultStore = Optional.of(place));
    }

    /** The same, with the addresses that a broker binds. */
    public ClusterConfig withServer(ChannelUrls urls) {
        return with(draft -> draft.server = Optional.of(urls));
    }

    /** The same, with other encryption. */
    public ClusterConfig withEncryption(Encryption other) {
        return with(draft -> draft.encryption = other);
    }

    /** The same, for job servers that take no larger packets than these. */
    public ClusterConfig withMaxPacketSize(int bytes) {
        return with(draft -> draft.maxPacketSize = bytes);
    }

    /** The same, its workers asking before they run a chunk, or not; they need a key for that. */
    public ClusterConfig withConfirmedChunks(boolean confirmed) {
        return with(draft -> draft.confirmChunks = confirmed);
    }

    private ClusterConfig with(Consumer<ConfigDraft> change) {
        ConfigDraft draft = new ConfigDraft(this);
        change.accept(draft);
        return draft.config();
    }

    /** For clients of the job servers: what they submit is spread over all of them. */
    public ClientOptions clientOptions() {
        return ClientOptions.of(client.jobServers())
                .withOrder(ServerOrder.SPREAD)
                .withConnection(connection());
    }

    /** For workers, at all of the job servers. */
    public WorkerOptions workerOptions() {
        return WorkerOptions.of(client.jobServers()).withConnection(connection());
    }

    /** How job servers are dialled: plain, or over TLS. */
    public ConnectionOptions connection() {
        return encryption
                .tls()
                .map(tls -> ConnectionOptions.DEFAULT.withSocketFactory(tls.sockets()))
                .orElse(ConnectionOptions.DEFAULT);
    }

    /** Reads {@code host:port} or {@code host}, several separated by commas. */
    public static List<HostPort> jobServers(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(one -> HostPort.parse(one.strip(), DEFAULT_JOB_SERVER_PORT))
                .toList();
    }

    /** Tells whether there is no broker: the front end binds both channels itself. */
    public boolean isDirect() {
        return client.channels().isDirect();
    }

    /** Tells whether every address of the cluster is on this machine. */
    public boolean isLoopback() {
        return client.channels().isLoopback() && client.jobServers().stream().allMatch(HostPort::isLoopback);
    }

    /** Warns, once in the life of this process, about a cluster that others can reach and that has no key. */
    public void warnIfOpen() {
        if (key.isNone() && !isLoopback() && !WARNED.getAndSet(true)) {
            LOG.warn(
                    "this cluster has addresses that other machines can reach and no key: whoever reaches them can run code"
                            + " on its workers; set key or key_file in [client]");
        }
    }

    /** Writes a file that only its owner can read and that reads back as this configuration. */
    public void writeTo(Path file) throws IOException {
        ConfigWriter.write(this, file);
    }

    /**
     * What a broker is told.
     *
     * @param channels the addresses that it binds
     * @param curve its keys; empty for ZeroMQ in the clear
     */
    public record Server(ChannelUrls channels, Optional<CurveKeys> curve) {}

    /** What front ends and workers dial. */
    public record Client(List<HostPort> jobServers, ChannelUrls channels) {

        public Client {
            jobServers = List.copyOf(jobServers);
            if (jobServers.isEmpty()) {
                throw new IllegalArgumentException("no job server (expected: at least one)");
            }
        }

        public ChannelUrl commandFrontendUrl() {
            return channels.commandFrontendUrl();
        }

        public ChannelUrl commandBackendUrl() {
            return channels.commandBackendUrl();
        }

        public ChannelUrl logFrontendUrl() {
            return channels.logFrontendUrl();
        }

        public ChannelUrl logBackendUrl() {
            return channels.logBackendUrl();
        }
    }
}
