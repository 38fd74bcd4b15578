package glimpse.cluster.security;

import glimpse.gearman.connection.PemFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * How the job servers are dialled over TLS. The files are read once, here. Two are equal that name the same files.
 */
public final class TlsFiles {
    private final Paths paths;
    private final SSLSocketFactory sockets;

    /**
     * Which files, all PEM.
     *
     * @param caFile certificates of those who may sign the job server's; empty for those that the JDK trusts
     * @param certificate shown to a job server that wants one; empty for none
     * @param key of that certificate, without a password
     */
    public record Paths(Optional<Path> caFile, Optional<Path> certificate, Optional<Path> key) {}

    private TlsFiles(Paths paths, SSLSocketFactory sockets) {
        this.paths = paths;
        this.sockets = sockets;
    }

    /**
     * Reads the files.
     *
     * @throws IOException if one cannot be read or does not hold what it should; the message names it
     */
    public static TlsFiles read(Paths paths) throws IOException {
        return new TlsFiles(paths, PemFiles.socketFactory(paths.caFile(), paths.certificate(), paths.key()));
    }

    public Paths paths() {
        return paths;
    }

    /** Makes TLS sockets that trust and show what the files say. */
    public SSLSocketFactory sockets() {
        return sockets;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsFiles files && files.paths.equals(paths);
    }

    @Override
    public int hashCode() {
        return paths.hashCode();
    }

    @Override
    public String toString() {
        return "TLS " + paths;
    }
}
