package glimpse.cluster.closure;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names an image by its content.
 *
 * @param hex SHA-256, 64 digits
 */
public record ImageId(String hex) {
    public ImageId {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("image id \"" + hex + "\" (expected: 64 hexadecimal digits)");
        }
    }

    /** Of the bytes from {@code from} on. */
    static ImageId of(byte[] bytes, int from) {
        return new ImageId(sha256(bytes, from));
    }

    static String sha256(byte[] content) {
        return sha256(content, 0);
    }

    private static String sha256(byte[] bytes, int from) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, bytes.length - from);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
