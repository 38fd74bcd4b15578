package glimpse.server.command;

import glimpse.server.connection.Tls;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options about TLS on the gear port. */
final class TlsArguments {
    private static final String FOLDER = "/etc/ssl/certs/";

    @Option(names = "--ssl", description = "Enable ssl connections.")
    boolean ssl;

    @Option(
            names = "--ssl-ca-file",
            paramLabel = "file",
            description = "CA certificates for --ssl-verify-client; the environment's GEARMAND_CA_CERTIFICATE wins"
                    + " (${DEFAULT-VALUE}).")
    String caFile = FOLDER + "gearmand-ca.pem";

    @Option(
            names = "--ssl-certificate",
            paramLabel = "file",
            description = "SSL certificate; the environment's GEARMAND_SERVER_PEM wins (${DEFAULT-VALUE}).")
    String certificate = FOLDER + "gearmand.pem";

    @Option(
            names = "--ssl-key",
            paramLabel = "file",
            description = "SSL key for certificate; the environment's GEARMAND_SERVER_KEY wins (${DEFAULT-VALUE}).")
    String key = FOLDER + "gearmand.key";

    @Option(
            names = "--ssl-verify-client",
            description = "Serve only clients whose certificate is signed by one of --ssl-ca-file.")
    boolean verifyClient;

    /** The files to use; empty for no TLS. */
    Optional<Tls> tls(Map<String, String> environment) throws UsageException {
        if (!ssl) {
            if (verifyClient) {
                throw new UsageException("--ssl-verify-client without --ssl (expected: both)");
            }
            return Optional.empty();
        }
        return Optional.of(new Tls(
                Path.of(environment.getOrDefault("GEARMAND_CA_CERTIFICATE", caFile)),
                Path.of(environment.getOrDefault("GEARMAND_SERVER_PEM", certificate)),
                Path.of(environment.getOrDefault("GEARMAND_SERVER_KEY", key)),
                verifyClient ? Tls.Clients.WITH_CERTIFICATE : Tls.Clients.ANYBODY));
    }
}
