package glimpse.bench.jobs;

/** Who is measured: the C server as it starts without options, the C server with {@code -t 1}, and ours without options. */
enum Peer {
    C("C", ""),
    C_ONE_THREAD("C -t 1", "-t 1"),
    OURS("ours", "");

    private final String title;
    private final String options;

    Peer(String title, String options) {
        this.title = title;
        this.options = options;
    }

    String title() {
        return title;
    }

    /** The options that it is started with, apart from address and log. */
    String options() {
        return options;
    }
}
