package glimpse.server.connection;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files for TLS, all PEM.
 *
 * @param caFile certificates of those who may sign clients' certificates; only read when these are verified
 * @param certificate the server's, with those that lead to the authority
 * @param key the server's, without a password
 */
public record Tls(Path caFile, Path certificate, Path key, Clients clients) {
    /** What clients have to show. */
    public enum Clients {
        ANYBODY,
        /** A certificate that the authority has signed. */
        WITH_CERTIFICATE
    }

    /**
     * Reads the files.
     *
     * @throws IOException if one cannot be read or does not hold what it should; the message names option and file
     */
    public SslContext open() throws IOException {
        byte[] certificates = read("--ssl-certificate", certificate);
        byte[] privateKey = PrivateKeyFile.toPkcs8("--ssl-key " + key, read("--ssl-key", key));
        SslContextBuilder builder;
        try (InputStream in = new ByteArrayInputStream(certificates);
                InputStream keyIn = new ByteArrayInputStream(privateKey)) {
            builder = SslContextBuilder.forServer(in, keyIn);
        } catch (IllegalArgumentException e) {
            throw unusable("--ssl-certificate " + certificate + " and --ssl-key " + key, e);
        }
        if (clients == Clients.WITH_CERTIFICATE) {
            try (InputStream in = new ByteArrayInputStream(read("--ssl-ca-file", caFile))) {
                builder.trustManager(in).clientAuth(ClientAuth.REQUIRE);
            } catch (IllegalArgumentException e) {
                throw unusable("--ssl-ca-file " + caFile, e);
            }
        }
        return builder.build();
    }

    private static byte[] read(String option, Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IOException(option + " " + file + " cannot be read (expected: a PEM file)", e);
        }
    }

    private static IOException unusable(String files, Exception e) {
        Throwable reason = e.getCause() == null ? e : e.getCause();
        return new IOException(
                files + " cannot be used (expected: PEM, the key without a password): " + reason.getMessage(), e);
    }
}
