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

    static ImageId of(byte[] content) {
        return new ImageId(sha256(content));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
