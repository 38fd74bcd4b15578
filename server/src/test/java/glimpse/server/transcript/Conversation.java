package glimpse.server.transcript;

import java.io.IOException;

/** A job server with named connections; a connection is made when its name is used first. */
interface Conversation extends AutoCloseable {
    /** Sends whole packets or lines; when this returns, the server has acted on them. */
    void send(String peer, byte[] bytes) throws IOException;

    /** Sends bytes that may end anywhere. */
    void sendPiece(String peer, byte[] bytes) throws IOException;

    Inbox inbox(String peer) throws IOException;

    /** Closes the connection; when this returns, the server has acted on it. */
    void leave(String peer) throws IOException;

    void advance(long millis) throws IOException;

    @Override
    void close() throws IOException;
}
