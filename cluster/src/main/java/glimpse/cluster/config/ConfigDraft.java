package glimpse.cluster.config;

import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.security.Encryption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A {@link ClusterConfig} in the making, at first with the default settings. One thread. */
final class ConfigDraft {
    final ClusterConfig.Client client;
    Optional<ChannelUrls> server = Optional.empty();
    OptionalInt chunkSize = OptionalInt.empty();
    Duration pollTimeout = ClusterConfig.DEFAULT_POLL_TIMEOUT;
    int maxRetries = ClusterConfig.DEFAULT_MAX_RETRIES;
    boolean cacheFunctions;
    ClusterKey key = ClusterKey.none();
    Encryption encryption = Encryption.NONE;
    int maxPacketSize = ClusterConfig.DEFAULT_MAX_PACKET_SIZE;
    Optional<String> resultStore = Optional.empty();
    boolean confirmChunks;

    ConfigDraft(ClusterConfig.Client client) {
        this.client = client;
    }

    /** Begins with what another says. */
    ConfigDraft(ClusterConfig from) {
        client = from.client();
        server = from.server();
        chunkSize = from.chunkSize();
        pollTimeout = from.pollTimeout();
        maxRetries = from.maxRetries();
        cacheFunctions = from.cacheFunctions();
        key = from.key();
        encryption = from.encryption();
        maxPacketSize = from.maxPacketSize();
        resultStore = from.resultStore();
        confirmChunks = from.confirmChunks();
    }

    /** What has been drafted. */
    ClusterConfig config() {
        return new ClusterConfig(
                client,
                server,
                chunkSize,
                pollTimeout,
                maxRetries,
                cacheFunctions,
                key,
                encryption,
                maxPacketSize,
                resultStore,
                confirmChunks);
    }
}
