package glimpse.kernel.session;

/**
 * A variable of the session.
 *
 * @param name its name
 * @param typeName its declared type
 * @param value its value at the moment of asking, may be null
 */
public record Variable(String name, String typeName, Object value) {}
