package glimpse.gearman.packet;

/** Which of a function's three queues a job waits in; the order is the order of service. */
public enum Priority {
    HIGH(0),
    NORMAL(1),
    LOW(2);

    private final int number;

    Priority(int number) {
        this.number = number;
    }

    /** 0 is served first. Persistent queues keep this number. */
    public int number() {
        return number;
    }
}
