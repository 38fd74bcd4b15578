package glimpse.cluster.security;

import java.util.Optional;

/**
 * What of a cluster's connections is encrypted.
 *
 * @param tls the gear port
 * @param curve the two ZeroMQ channels
 */
public record Encryption(Optional<TlsFiles> tls, Optional<CurveKeys> curve) {
    /** Nothing. */
    public static final Encryption NONE = new Encryption(Optional.empty(), Optional.empty());
}
