package glimpse.bench.jobs;

/** The figures of a sample that the table shows. */
enum Figure {
    RATE("rate", "jobs/s", "%,.0f"),
    SERVER_MICROS("server_micros", "server CPU µs/job", "%.1f"),
    LOAD_CORES("load_cores", "load, cores", "%.2f"),
    P50("p50", "round trip median µs", "%,.0f"),
    P99("p99", "round trip p99 µs", "%,.0f"),
    P999("p999", "round trip p99.9 µs", "%,.0f"),
    BYTES("bytes", "resident bytes/job", "%,.0f"),
    DRAIN_RATE("then.rate", "drained jobs/s", "%,.0f"),
    DRAIN_SERVER_MICROS("then.server_micros", "drain: server CPU µs/job", "%.1f"),
    DRAIN_LOAD_CORES("then.load_cores", "drain: load, cores", "%.2f"),
    CONNECTS("connects", "connections/s", "%,.0f"),
    CONNECTION_BYTES("connection_bytes", "resident bytes/connection", "%,.0f"),
    START("start", "ms", "%,.0f");

    private final String key;
    private final String title;
    private final String format;

    Figure(String key, String title, String format) {
        this.key = key;
        this.title = title;
        this.format = format;
    }

    /** Its name in a {@link Sample}. */
    String key() {
        return key;
    }

    String title() {
        return title;
    }

    String format() {
        return format;
    }
}
