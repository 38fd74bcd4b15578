package glimpse.cluster.config;

import glimpse.cluster.security.ClusterKey;
import glimpse.gearman.connection.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes typed values of a {@link ConfigFile}, one method for each kind of key. */
final class ConfigReader {
    private static final String CLIENT = "client";
    private static final String SERVER = "server";
    private static final String URL = "tcp://host:port";
    private static final String JOB_SERVER = "host:port, several separated by commas";
    private static final double MAX_SECONDS = 1e9;

    private ConfigReader() {}

    static ClusterConfig clusterConfig(ConfigFile file) {
        file.require(CLIENT, "job_server_url and the four channel URLs");
        ClusterConfig.Client client = new ClusterConfig.Client(jobServers(file), urls(file, CLIENT));
        requireWholeDirect(file, client);
        ConfigDraft draft = new ConfigDraft(client);
        draft.server = file.has(SERVER) ? Optional.of(urls(file, SERVER)) : Optional.empty();
        draft.chunkSize = chunkSize(file);
        draft.pollTimeout = pollTimeout(file);
        draft.maxRetries = number(file, "max_retries", 0).orElse(draft.maxRetries);
        draft.cacheFunctions = file.flag(CLIENT, "cache_functions");
        draft.key = key(file);
        draft.encryption = new EncryptionReader(file).client();
        draft.maxPacketSize = number(file, "max_packet_size", ClusterConfig.LEAST_MAX_PACKET_SIZE)
                .orElse(draft.maxPacketSize);
        draft.resultStore = resultStore(file);
        draft.confirmChunks = confirmChunks(file, draft);
        return draft.config();
    }

    /** By default where somebody could record a chunk that he can play back: over TLS he cannot. */
    private static boolean confirmChunks(ConfigFile file, ConfigDraft draft) {
        return file.value(CLIENT, "confirm_chunks").isPresent()
                ? file.flag(CLIENT, "confirm_chunks")
                : !draft.key.isNone() && draft.encryption.tls().isEmpty();
    }

    static ClusterConfig.Server server(ConfigFile file) {
        file.require(SERVER, "the four channel URLs that the broker binds");
        return new ClusterConfig.Server(urls(file, SERVER), new EncryptionReader(file).server());
    }

    private static List<HostPort> jobServers(ConfigFile file) {
        String value = file.required(CLIENT, "job_server_url", JOB_SERVER);
        try {
            List<HostPort> servers = ClusterConfig.jobServers(value);
            if (servers.stream().allMatch(server -> server.port() > 0)) {
                return servers;
            }
        } catch (IllegalArgumentException e) {
            throw file.wrong(CLIENT, "job_server_url", value, JOB_SERVER + "; " + e.getMessage());
        }
        throw file.wrong(CLIENT, "job_server_url", value, JOB_SERVER + ", port 1..65535");
    }

    private static ChannelUrls urls(ConfigFile file, String section) {
        return new ChannelUrls(
                url(file, section, "command_frontend_url"),
                url(file, section, "command_backend_url"),
                url(file, section, "log_frontend_url"),
                url(file, section, "log_backend_url"));
    }

    private static ChannelUrl url(ConfigFile file, String section, String key) {
        String expected = section.equals(SERVER) ? URL + ", host * for all interfaces" : URL;
        String value = file.required(section, key, expected);
        try {
            ChannelUrl url = ChannelUrl.parse(value);
            if (section.equals(SERVER) || (!url.isWildcard() && url.address().port() > 0)) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw file.wrong(section, key, value, expected);
        }
        throw file.wrong(section, key, value, expected + " that can be dialled");
    }

    private static void requireWholeDirect(ConfigFile file, ClusterConfig.Client client) {
        boolean command = client.commandFrontendUrl().equals(client.commandBackendUrl());
        boolean log = client.logFrontendUrl().equals(client.logBackendUrl());
        if (command != log) {
            String channel = command ? "log" : "command";
            throw file.wrong(
                    CLIENT,
                    channel + "_backend_url",
                    (command ? client.logBackendUrl() : client.commandBackendUrl()).toString(),
                    "the same URL as " + channel + "_frontend_url as for the other channel (direct mode),"
                            + " or two URLs for each channel (broker mode)");
        }
    }

    private static OptionalInt chunkSize(ConfigFile file) {
        return number(file, "chunksize", 1).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Optional<Integer> number(ConfigFile file, String key, int least) {
        return file.value(CLIENT, key).map(value -> {
            try {
                int number = Integer.parseInt(value);
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw file.wrong(CLIENT, key, value, "a whole number, at least " + least);
            }
            throw file.wrong(CLIENT, key, value, "a whole number, at least " + least);
        });
    }

    private static Duration pollTimeout(ConfigFile file) {
        return file.value(CLIENT, "poll_timeout")
                .map(value -> {
                    double seconds = value.matches("[0-9]{0,12}\\.?[0-9]{0,12}") && value.matches(".*[0-9].*")
                            ? Double.parseDouble(value)
                            : -1;
                    if (seconds <= 0 || seconds > MAX_SECONDS) {
                        throw file.wrong(CLIENT, "poll_timeout", value, "seconds above 0, such as 60.0");
                    }
                    return Duration.ofNanos((long) (seconds * 1e9));
                })
                .orElse(ClusterConfig.DEFAULT_POLL_TIMEOUT);
    }

    private static Optional<String> resultStore(ConfigFile file) {
        return file.value(CLIENT, "result_store").map(place -> {
            if (place.isEmpty()) {
                throw file.wrong(CLIENT, "result_store", place, "a folder or a JDBC URL");
            }
            return place.startsWith("jdbc:")
                    ? place
                    : file.beside(CLIENT, "result_store", place).toString();
        });
    }

    private static ClusterKey key(ConfigFile file) {
        Optional<String> text = file.value(CLIENT, "key");
        Optional<String> path = file.value(CLIENT, "key_file");
        if (text.isPresent() && path.isPresent()) {
            throw file.wrong(CLIENT, "key_file", path.get(), "either key or key_file, not both");
        }
        if (path.isPresent()) {
            return keyFile(file, path.get());
        }
        if (text.isPresent() && text.get().isEmpty()) {
            throw file.wrong(CLIENT, "key", "", "a text that only this cluster knows");
        }
        return text.map(ClusterKey::of).orElse(ClusterKey.none());
    }

    private static ClusterKey keyFile(ConfigFile file, String name) {
        Path path = file.beside(CLIENT, "key_file", name);
        try {
            String text = Files.readString(path).strip();
            if (!text.isEmpty()) {
                return ClusterKey.of(text);
            }
        } catch (IOException e) {
            throw file.wrong(CLIENT, "key_file", name, "a readable text file with the key; tried " + path);
        }
        throw file.wrong(CLIENT, "key_file", name, "a file with the key, not an empty one");
    }
}
