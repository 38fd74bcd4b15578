package glimpse.cluster.closure;

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
        return new ImageId(Sha256.hex(bytes, from));
    }

    @Override
    public String toString() {
        return hex;
    }
}
