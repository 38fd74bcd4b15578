package glimpse.cluster.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that the members of one cluster share. Thread-safe.
 *
 * <p>A sealed payload is drawn in docs/protocol.md:
 *
 * <pre>
 * 00 payload                 no key
 * 01 mac(32) payload         mac = HMAC-SHA-256(key, 01 "payload" 00 payload)
 * </pre>
 *
 * <p>The purpose ("payload", "command", "log") is part of what is signed, so that bytes signed for one cannot be played
 * back as another.
 */
public final class ClusterKey {
    private static final byte UNSIGNED = 0;
    private static final byte SIGNED = 1;
    private static final int MAC_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final ClusterKey NONE = new ClusterKey(new byte[0]);

    private final byte[] secret;

    /** Each thread's, with the key in it: making one costs more than a small payload. */
    @SuppressWarnings("ThreadLocalUsage") // there are as many keys as clusters
    private final ThreadLocal<Mac> macs = new ThreadLocal<>();

    private ClusterKey(byte[] secret) {
        this.secret = secret;
    }

    /** No key: nothing is signed, and nothing signed is understood. */
    public static ClusterKey none() {
        return NONE;
    }

    /** A new key of 256 random bits, kept as hexadecimal text so that it can stand in a file. */
    public static ClusterKey random() {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        return of(HexFormat.of().formatHex(bits));
    }

    /** The key whose bytes are this text in UTF-8; not empty. */
    public static ClusterKey of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The key with these bytes; not empty. */
    public static ClusterKey of(byte[] secret) {
        if (secret.length == 0) {
            throw new IllegalArgumentException("key of 0 bytes (expected: at least 1, or ClusterKey.none())");
        }
        return new ClusterKey(secret.clone());
    }

    public boolean isNone() {
        return secret.length == 0;
    }

    /** The key as a text for {@code config.ini}; empty for no key. */
    public Optional<String> text() {
        if (isNone()) {
            return Optional.empty();
        }
        String text = new String(secret, StandardCharsets.UTF_8);
        if (!text.equals(text.strip()) || text.matches("(?s).*(\\s;|\\p{Cntrl}|�).*") || text.startsWith(";")) {
            throw new IllegalStateException("this key has bytes that a text cannot carry (expected: printable text)");
        }
        return Optional.of(text);
    }

    /** Puts the seal before the payload. */
    public byte[] seal(byte[] payload) {
        byte[] mac = sign("payload", payload);
        ByteBuffer sealed = ByteBuffer.allocate(1 + mac.length + payload.length);
        sealed.put(isNone() ? UNSIGNED : SIGNED).put(mac).put(payload);
        return sealed.array();
    }

    /** Takes the seal off, or refuses. */
    public byte[] open(byte[] sealed) throws ForgedPayloadException {
        if (sealed.length == 0) {
            throw new ForgedPayloadException("payload of 0 bytes (expected: a seal)");
        }
        int start = start(sealed);
        byte[] payload = Arrays.copyOfRange(sealed, start, sealed.length);
        verify("payload", Arrays.copyOfRange(sealed, 1, start), payload);
        return payload;
    }

    private int start(byte[] sealed) throws ForgedPayloadException {
        byte version = sealed[0];
        if (version == UNSIGNED) {
            return 1;
        }
        if (version != SIGNED || sealed.length < 1 + MAC_BYTES) {
            throw new ForgedPayloadException(
                    "seal of version %d with %d bytes (expected: version %d, at least %d bytes)"
                            .formatted(
                                    version,
                                    sealed.length,
                                    isNone() ? UNSIGNED : SIGNED,
                                    1 + (isNone() ? 0 : MAC_BYTES)));
        }
        return 1 + MAC_BYTES;
    }

    /** Signs the parts, each with its length, for one purpose; no bytes where there is no key. */
    public byte[] sign(String purpose, byte[]... parts) {
        if (isNone()) {
            return new byte[0];
        }
        try {
            Mac mac = macs.get();
            if (mac == null) {
                mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(secret, ALGORITHM));
                macs.set(mac);
            }
            mac.update(SIGNED);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            for (int i = 0; i < parts.length; i++) {
                if (parts.length > 1) {
                    mac.update(ByteBuffer.allocate(4).putInt(parts[i].length).flip());
                }
                mac.update(parts[i]);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** Refuses parts that {@link #sign} with this key and purpose did not sign. */
    public void verify(String purpose, byte[] signature, byte[]... parts) throws ForgedPayloadException {
        if (MessageDigest.isEqual(sign(purpose, parts), signature)) {
            return;
        }
        if (isNone()) {
            throw new ForgedPayloadException(purpose + " is signed, but there is no key here"
                    + " (expected: the cluster's key or key_file in [client])");
        }
        throw new ForgedPayloadException(
                purpose + (signature.length == 0 ? " is not signed" : " is signed by another key")
                        + " (expected: a signature by this cluster's key)");
    }

    /** Hides the key. */
    @Override
    public String toString() {
        return isNone() ? "no key" : "key of " + secret.length + " bytes";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusterKey key && MessageDigest.isEqual(secret, key.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }
}
