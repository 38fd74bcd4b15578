package glimpse.gearman.packet;

/** Which of a function's three queues a job waits in; the order is the order of service, and the ordinal is what stores keep. */
public enum Priority {
    HIGH,
    NORMAL,
    LOW
}
