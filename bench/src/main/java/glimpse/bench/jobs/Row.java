package glimpse.bench.jobs;

import java.util.List;

/** The rows of the table: what is loaded onto which servers, and which figures are looked at. The lists are immutable. */
@SuppressWarnings("ImmutableEnumChecker")
enum Row {
    FOREGROUND(
            "foreground, 8 clients x window 64, 8 workers",
            Servers.WARM,
            List.of("foreground jobs=100000 warm=20000"),
            List.of(Figure.RATE, Figure.SERVER_MICROS, Figure.LOAD_CORES)),
    AHEAD(
            "the same, 4 jobs grabbed ahead",
            Servers.WARM,
            List.of("foreground ahead=4 jobs=200000 warm=20000"),
            List.of(Figure.RATE, Figure.SERVER_MICROS, Figure.LOAD_CORES)),
    ROUNDTRIP(
            "1 client x window 1, 1 worker",
            Servers.WARM,
            List.of("foreground clients=1 window=1 workers=1 jobs=10000 warm=2000"),
            List.of(Figure.P50, Figure.P99, Figure.SERVER_MICROS)),
    ENQUEUE(
            "background, 8 clients x window 64, no worker; then 8 workers",
            Servers.WARM,
            List.of("enqueue jobs=100000", "drain jobs=100000"),
            List.of(
                    Figure.RATE,
                    Figure.SERVER_MICROS,
                    Figure.LOAD_CORES,
                    Figure.DRAIN_RATE,
                    Figure.DRAIN_SERVER_MICROS,
                    Figure.DRAIN_LOAD_CORES)),
    ENQUEUE_UNIQUES(
            "50,000 background jobs, each with a unique, no worker; then 8 workers",
            Servers.WARM,
            List.of("enqueue jobs=50000 uniques=1", "drain jobs=50000"),
            List.of(Figure.RATE, Figure.SERVER_MICROS, Figure.LOAD_CORES, Figure.DRAIN_RATE)),
    SLEEPERS(
            "200 sleeping workers, 1 client x window 1",
            Servers.WARM,
            List.of("foreground clients=1 window=1 workers=200 jobs=400 warm=50"),
            List.of(Figure.P50, Figure.P99)),
    SLEEPERS_WAKING_ONE(
            "the same with -w 1",
            Servers.WAKING_ONE,
            List.of("foreground clients=1 window=1 workers=200 jobs=4000 warm=2000"),
            List.of(Figure.P50, Figure.P99)),
    FUNCTIONS(
            "500 functions, 8 clients x window 64, 8 workers",
            Servers.WARM,
            List.of("foreground functions=500 jobs=100000 warm=5000"),
            List.of(Figure.RATE, Figure.P50, Figure.P999)),
    FRESH(
            "200,000 background jobs, each with a unique, into a fresh server",
            Servers.FRESH,
            List.of("enqueue jobs=200000 uniques=1"),
            List.of(Figure.RATE, Figure.BYTES)),
    MILLION(
            "1,000,000 background jobs, each with a unique, into a fresh server; then 8 workers",
            Servers.FRESH,
            List.of("enqueue jobs=1000000 uniques=1", "drain jobs=1000000"),
            List.of(Figure.RATE, Figure.BYTES, Figure.DRAIN_RATE)),
    MILLION_BUCKETS(
            "the same, C with 330,000 buckets",
            Servers.MANY_BUCKETS,
            List.of("enqueue jobs=1000000 uniques=1", "drain jobs=1000000"),
            List.of(Figure.RATE, Figure.BYTES, Figure.DRAIN_RATE)),
    IDLE(
            "10,000 idle connections, then foreground beside them",
            Servers.FRESH,
            List.of("idle connections=10000 jobs=100000 warm=100000"),
            List.of(Figure.CONNECTS, Figure.CONNECTION_BYTES, Figure.RATE)),
    NOT_IDLE(
            "foreground on a fresh server without them",
            Servers.FRESH,
            List.of("foreground jobs=100000 warm=100000"),
            List.of(Figure.RATE)),
    SQLITE(
            "background into SQLite, 64 clients x window 1",
            Servers.SQLITE,
            List.of("enqueue clients=64 window=1 jobs=20000 uniques=1"),
            List.of(Figure.RATE, Figure.SERVER_MICROS)),
    POSTGRES(
            "background into PostgreSQL, 64 clients x window 1",
            Servers.POSTGRES,
            List.of("enqueue clients=64 window=1 jobs=20000 uniques=1"),
            List.of(Figure.RATE, Figure.SERVER_MICROS)),
    POSTGRES_WARM(
            "the same after 60,000 other jobs",
            Servers.POSTGRES,
            List.of("enqueue clients=64 window=1 jobs=60000 uniques=1", "drain jobs=60000"),
            List.of("enqueue clients=64 window=1 jobs=20000 uniques=1"),
            List.of(Figure.RATE, Figure.SERVER_MICROS)),
    START("start until version answers", Servers.FRESH, List.of(), List.of(Figure.START));

    /** Which servers a row runs on. */
    enum Servers {
        /** Those that run all the time; the first round is not counted. */
        WARM(""),
        /** New ones for each round. */
        FRESH(""),
        /** New ones, with {@code -w 1}. */
        WAKING_ONE("-w 1"),
        /** New ones; C's with more hash buckets than its default. */
        MANY_BUCKETS(""),
        /** New ones with a file of their own. */
        SQLITE("-q libsqlite3 --libsqlite3-db=FRESH"),
        /** New ones with a table of their own; where PostgreSQL is, {@code PGHOST} and the like say. */
        POSTGRES("-q Postgres --libpq-table=FRESH");

        private final String options;

        Servers(String options) {
            this.options = options;
        }
    }

    /** Stands in options for a name that no other server has. */
    static final String FRESH_NAME = "FRESH";

    private final String title;
    private final Servers servers;
    private final List<String> warmUp;
    private final List<String> loads;
    private final List<Figure> figures;

    Row(String title, Servers servers, List<String> loads, List<Figure> figures) {
        this(title, servers, List.of(), loads, figures);
    }

    Row(String title, Servers servers, List<String> warmUp, List<String> loads, List<Figure> figures) {
        this.title = title;
        this.servers = servers;
        this.warmUp = warmUp;
        this.loads = loads;
        this.figures = figures;
    }

    String title() {
        return title;
    }

    boolean isOnWarmServers() {
        return servers == Servers.WARM;
    }

    /** Options for a server that this row starts. */
    String options(Peer peer) {
        return servers == Servers.MANY_BUCKETS && peer != Peer.OURS ? "--hashtable-buckets=330000" : servers.options;
    }

    /** Loads that come before and have no figures. */
    List<String> warmUp() {
        return warmUp;
    }

    /** What the load program is told, one run after the other on the same server. */
    List<String> loads() {
        return loads;
    }

    List<Figure> figures() {
        return figures;
    }
}
