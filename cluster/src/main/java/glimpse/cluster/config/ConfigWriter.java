package glimpse.cluster.config;

import glimpse.cluster.security.CurveKeys;
import glimpse.cluster.security.TlsFiles;
import glimpse.gearman.connection.HostPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a configuration for another process, readable by its owner alone because the key is in it. */
final class ConfigWriter {

    private ConfigWriter() {}

    static void write(ClusterConfig config, Path file) throws IOException {
        Files.deleteIfExists(file);
        FileAttribute<?>[] ownerOnly =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try (var out = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            var bytes = StandardCharsets.UTF_8.encode(text(config));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }

    private static String text(ClusterConfig config) {
        StringBuilder out = new StringBuilder("[client]\n");
        put(
                out,
                "job_server_url",
                config.client().jobServers().stream().map(HostPort::toString).collect(Collectors.joining(", ")));
        putUrls(out, config.client().channels());
        config.chunkSize().ifPresent(size -> put(out, "chunksize", size));
        put(out, "poll_timeout", seconds(config.pollTimeout()));
        put(out, "max_retries", config.maxRetries());
        put(out, "cache_functions", config.cacheFunctions());
        put(out, "max_packet_size", config.maxPacketSize());
        put(out, "confirm_chunks", config.confirmChunks());
        config.resultStore().ifPresent(place -> put(out, "result_store", place));
        config.key().text().ifPresent(key -> put(out, "key", key));
        config.encryption().tls().ifPresent(tls -> putTls(out, tls.paths()));
        config.encryption().curve().ifPresent(curve -> putCurve(out, curve));
        config.server().ifPresent(urls -> {
            out.append("\n[server]\n");
            putUrls(out, urls);
        });
        return out.toString();
    }

    private static void putTls(StringBuilder out, TlsFiles.Paths tls) {
        put(out, "ssl", true);
        tls.caFile().ifPresent(file -> put(out, "ssl_ca_file", file));
        tls.certificate().ifPresent(file -> put(out, "ssl_certificate", file));
        tls.key().ifPresent(file -> put(out, "ssl_key", file));
    }

    private static void putCurve(StringBuilder out, CurveKeys curve) {
        put(out, "curve_secret_key", curve.own().secretKey());
        put(out, "curve_server_key", curve.serverKey());
        put(out, "curve_client_keys", String.join(", ", curve.clientKeys()));
    }

    private static String seconds(Duration time) {
        return "%d.%09d".formatted(time.toSeconds(), time.toNanosPart());
    }

    private static void putUrls(StringBuilder out, ChannelUrls urls) {
        put(out, "command_backend_url", urls.commandBackendUrl());
        put(out, "log_frontend_url", urls.logFrontendUrl());
        put(out, "command_frontend_url", urls.commandFrontendUrl());
        put(out, "log_backend_url", urls.logBackendUrl());
    }

    private static void put(StringBuilder out, String key, Object value) {
        out.append(key)
                .append(" = ")
                .append(value.toString().replace("%", "%%"))
                .append('\n');
    }
}
