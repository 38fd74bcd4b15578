package glimpse.cluster.security;

import java.util.Set;

/**
 * What a member of a cluster needs for CURVE, ZeroMQ's encryption.
 *
 * @param own its own pair; who binds has the one that {@code serverKey} is of
 * @param serverKey the public key of who binds: the broker, or the front end where there is none
 * @param clientKeys the public keys of those that are let in by who binds
 */
public record CurveKeys(CurvePair own, String serverKey, Set<String> clientKeys) {
    public CurveKeys {
        requireKey(serverKey);
        clientKeys = Set.copyOf(clientKeys);
        clientKeys.forEach(CurveKeys::requireKey);
    }

    /** Refuses with an {@link IllegalArgumentException} what is no key in Z85. */
    public static String requireKey(String key) {
        return CurvePair.requireKey(key);
    }

    /** One pair for all members of the cluster. */
    public static CurveKeys shared(CurvePair pair) {
        return new CurveKeys(pair, pair.publicKey(), Set.of(pair.publicKey()));
    }

    /** Tells whether this member can be the one that binds. */
    public boolean canBind() {
        return own.publicKey().equals(serverKey);
    }
}
