package glimpse.cluster.config;

import glimpse.cluster.security.CurveKeys;
import glimpse.cluster.security.CurvePair;
import glimpse.cluster.security.Encryption;
import glimpse.cluster.security.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a {@link ConfigFile} says of TLS and CURVE, the files that it names included. */
final class EncryptionReader {
    private static final String CLIENT = "client";
    private static final String SERVER = "server";
    private static final String PUBLIC_KEY = "a public key, 40 characters of Z85";
    private static final List<String> TLS_FILES = List.of("ssl_ca_file", "ssl_certificate", "ssl_key");

    private final ConfigFile file;

    EncryptionReader(ConfigFile file) {
        this.file = file;
    }

    /** For front ends and workers. */
    Encryption client() {
        return new Encryption(tls(), curve());
    }

    /** For who binds the addresses of {@code [server]}: its own pair, or the whole cluster's. */
    Optional<CurveKeys> server() {
        Optional<CurveKeys> client = curve();
        Optional<CurveKeys> own = pair(SERVER)
                .map(pair -> new CurveKeys(
                        pair,
                        pair.publicKey(),
                        clientKeys(SERVER)
                                .or(() -> client.map(CurveKeys::clientKeys))
                                .orElse(Set.of(pair.publicKey()))));
        if (own.isEmpty() && client.isPresent() && !client.get().canBind()) {
            throw file.missing(SERVER, "curve_key_file", "the file with the secret of [client] curve_server_key");
        }
        return own.or(() -> client);
    }

    private Optional<TlsFiles> tls() {
        if (!file.flag(CLIENT, "ssl")) {
            TLS_FILES.forEach(key -> file.value(CLIENT, key).ifPresent(value -> {
                throw file.wrong(CLIENT, key, value, "with it ssl = yes");
            }));
            return Optional.empty();
        }
        TlsFiles.Paths paths = new TlsFiles.Paths(path("ssl_ca_file"), path("ssl_certificate"), path("ssl_key"));
        if (paths.key().isPresent() && paths.certificate().isEmpty()) {
            throw file.missing(CLIENT, "ssl_certificate", "the certificate of ssl_key");
        }
        try {
            return Optional.of(TlsFiles.read(paths));
        } catch (IOException e) {
            throw new ConfigException("%s: [%s] ssl: %s".formatted(file.names(), CLIENT, e.getMessage()));
        }
    }

    private Optional<Path> path(String key) {
        return file.value(CLIENT, key).map(name -> file.beside(CLIENT, key, name));
    }

    private Optional<CurveKeys> curve() {
        Optional<CurvePair> pair = pair(CLIENT);
        if (pair.isEmpty()) {
            file.value(CLIENT, "curve_server_key").ifPresent(value -> {
                throw file.missing(CLIENT, "curve_key_file", "a key of one's own beside curve_server_key");
            });
        }
        return pair.map(own -> new CurveKeys(
                own,
                file.value(CLIENT, "curve_server_key")
                        .map(key -> publicKey(CLIENT, "curve_server_key", key))
                        .orElse(own.publicKey()),
                clientKeys(CLIENT).orElse(Set.of(own.publicKey()))));
    }

    private Optional<CurvePair> pair(String section) {
        Optional<String> secret = file.value(section, "curve_secret_key");
        Optional<String> name = file.value(section, "curve_key_file");
        if (secret.isPresent() && name.isPresent()) {
            throw file.wrong(
                    section, "curve_key_file", name.get(), "either curve_secret_key or curve_key_file, not both");
        }
        if (name.isPresent()) {
            Path path = file.beside(section, "curve_key_file", name.get());
            try {
                return Optional.of(CurvePair.read(path));
            } catch (IOException e) {
                throw file.wrong(
                        section,
                        "curve_key_file",
                        name.get(),
                        "a file that `glimpse cluster keys` has written; " + path + ": " + e.getMessage());
            }
        }
        try {
            return secret.map(CurvePair::ofSecret);
        } catch (IllegalArgumentException e) {
            throw file.wrongSecret(section, "curve_secret_key", "a secret key, 40 characters of Z85");
        }
    }

    private Optional<Set<String>> clientKeys(String section) {
        return file.value(section, "curve_client_keys")
                .map(keys -> Arrays.stream(keys.split("[,\\s]+"))
                        .filter(key -> !key.isEmpty())
                        .map(key -> publicKey(section, "curve_client_keys", key))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private String publicKey(String section, String key, String value) {
        try {
            return CurveKeys.requireKey(value);
        } catch (IllegalArgumentException e) {
            throw file.wrong(section, key, value, PUBLIC_KEY);
        }
    }
}
