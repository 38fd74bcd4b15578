package glimpse.cluster.socket;

import org.zeromq.ZMQ;

/** What a {@link SocketThread} does; every method is called on that thread alone. */
public interface SocketOwner {

    /** Makes, binds and connects the sockets. What it throws is thrown to the one who starts the thread. */
    void open(Sockets sockets);

    /**
     * Reads and writes what can be without waiting; called at first, and whenever a socket can be read or the bell rang.
     *
     * @return for how many milliseconds nothing needs to be done unless something comes; -1 for as long as it takes
     */
    long turn();

    /** Tells whether the arrival of a message on this socket is of interest now. */
    default boolean wants(ZMQ.Socket socket) {
        return true;
    }

    /** Says a last word before the sockets are closed. */
    default void closing() {}
}
