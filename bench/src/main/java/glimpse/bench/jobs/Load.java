package glimpse.bench.jobs;

/** The loads that are measured, with how many jobs each has. */
enum Load {
    WINDOW("foreground, 8 clients x window 64, 8 workers", 100_000),
    ROUNDTRIP("foreground, 1 client x window 1, 1 worker", 10_000),
    ENQUEUE("background, 8 clients x window 64, no worker", 100_000),
    DRAIN("the same jobs, 8 workers", 100_000);

    private final String title;
    private final int count;

    Load(String title, int count) {
        this.title = title;
        this.count = count;
    }

    String title() {
        return title;
    }

    int count() {
        return count;
    }
}
