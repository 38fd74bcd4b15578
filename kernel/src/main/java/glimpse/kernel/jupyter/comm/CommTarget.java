package glimpse.kernel.jupyter.comm;

/** What answers the comms that a front end opens under one name. */
@FunctionalInterface
public interface CommTarget {

    /** A comm was opened; whoever wants to hear more of it calls {@link Comm#onMessage}. An exception closes it. */
    void opened(Comm comm, CommMessage open);
}
