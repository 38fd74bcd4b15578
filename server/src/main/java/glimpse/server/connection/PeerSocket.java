package glimpse.server.connection;

import glimpse.server.connection.Connection.After;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;

/** The socket of one connection. Belongs to the I/O thread; loop and address are anybody's. */
interface PeerSocket {
    /** The loop of its I/O thread. */
    EventLoop loop();

    SocketAddress remoteAddress();

    /** Bytes that the system has not taken yet. */
    long waiting();

    /**
     * Writes.
     *
     * @param bytes are released; empty for nothing but the end
     */
    void write(ByteBuf bytes, After after);

    /** Reads no more, or again. A peer that leaves much output waiting is not read from in any case, until it has taken most of it. */
    void setReading(boolean reading);

    /** Closes it now; what waits is forgotten. The connection hears of it later. */
    void close();

    /** Closes it without a word, by which TLS would wait for a peer that does not read. */
    void abort();
}
