package glimpse.cluster.closure;

/**
 * A jar of the session, named by its content; its bytes travel apart from images.
 *
 * @param hash SHA-256 in hexadecimal digits
 * @param name its file name, for people
 */
public record JarRef(String hash, String name) {}
