package glimpse.kernel.jupyter.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The HMAC over header, parent header, metadata and content, as lower-case hex. One thread at a time.
 *
 * <p>With an empty key nothing is signed and everything passes, as the protocol has it.
 */
final class Signature {
    private static final byte[] UNSIGNED = new byte[0];

    private final Mac mac;

    /** @throws IllegalArgumentException for a scheme that this JDK does not have */
    Signature(String scheme, String key) {
        this.mac = key.isEmpty() ? null : mac(scheme, key);
    }

    private static Mac mac(String scheme, String key) {
        if (!scheme.startsWith("hmac-")) {
            throw new IllegalArgumentException("signature_scheme " + scheme + " (expected: hmac-sha256 or the like)");
        }
        String algorithm = "Hmac" + scheme.substring("hmac-".length()).toUpperCase(Locale.ROOT);
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("signature_scheme " + scheme + ": " + e.getMessage(), e);
        }
    }

    boolean signs() {
        return mac != null;
    }

    byte[] sign(List<byte[]> frames) {
        if (mac == null) {
            return UNSIGNED;
        }
        frames.forEach(mac::update);
        return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether {@code signature} belongs to the frames; takes as long for a wrong one as for the right one. */
    boolean matches(byte[] signature, List<byte[]> frames) {
        return mac == null || MessageDigest.isEqual(signature, sign(frames));
    }
}
