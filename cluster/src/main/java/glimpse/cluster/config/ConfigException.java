package glimpse.cluster.config;

/** A configuration that cannot be used: one line that names file, section and key, what was found and what is expected. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }

    /** The complaint about one key: {@code config.ini: [client] chunksize: found "x" (expected: …)}. */
    static ConfigException at(String file, String section, String key, String found, String expected) {
        return new ConfigException("%s: [%s] %s: %s (expected: %s)".formatted(file, section, key, found, expected));
    }

    /** Quotes what was found, cut to a length that keeps the message on one line. */
    static String found(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return "found \"" + (line.length() > 100 ? line.substring(0, 100) + "…" : line) + '"';
    }
}
