package glimpse.gearman.connection;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a job server. Any thread {@linkplain #send sends} and closes; one thread, the owner's, {@linkplain #receive receives}
 * until the end; a thread of its own writes what was sent.
 */
public final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int READ_BYTES = 64 * 1024;

    /** How often one who flushes writes also what others have posted meanwhile, before the writer does. */
    private static final int MOST_WRITES = 8;

    private final HostPort server;
    private final Socket socket;
    private final Outbox outbox;
    private final PacketDecoder decoder;

    /* the owner's thread's */
    private boolean heard;

    private Connection(HostPort server, Socket socket, ConnectionOptions options) {
        this.server = server;
        this.socket = socket;
        this.outbox = new Outbox(options.outboxBytes());
        this.decoder = new PacketDecoder(options.maxPacketBytes());
    }

    /**
     * Connects, trying each address of the name in turn.
     *
     * @throws IOException naming the server, if none answers in time
     */
    public static Connection open(HostPort server, ConnectionOptions options) throws IOException {
        Connection connection = new Connection(server, Dialling.connect(server, options), options);
        Thread writer = new Thread(connection::write, "gearman-writer " + server);
        writer.setDaemon(true);
        writer.start();
        return connection;
    }

    /**
     * The whole life of one connection, on this thread: made, handed to {@code opened}, read to its end.
     *
     * @param opened false if the connection is no longer wanted
     * @return why there was none, or why it ended
     */
    public static IOException live(
            HostPort server, ConnectionOptions options, Predicate<Connection> opened, Consumer<Packet> packets) {
        try (Connection connection = open(server, options)) {
            if (opened.test(connection)) {
                connection.receive(packets);
            }
            return new IOException("job server " + server + " closed the connection"
                    + (connection.heard
                            ? ""
                            : " without a word (expected: an answer; one that wants TLS needs ssl = yes)"));
        } catch (IOException e) {
            return e;
        } catch (RuntimeException e) {
            LOG.error("{}: closing the connection after an error of ours", server, e);
            return new IOException(e);
        }
    }

    /** The address it was made for. */
    public HostPort server() {
        return server;
    }

    /**
     * Waits while too much waits to be written. Not part of {@link #send}, so that a sender can wait before it takes a lock. On a
     * {@link ReaderThread}, and for an interrupted thread, it does nothing.
     */
    public void awaitRoom() {
        outbox.awaitRoom();
    }

    /** Waits until what was sent has left this process. Not for a {@link ReaderThread}. */
    public void awaitWritten() throws InterruptedException {
        outbox.awaitWritten();
    }

    /** Puts the packet where the writer takes it, without waiting; false if the connection has ended. */
    public boolean send(Packet packet) {
        return outbox.append(packet);
    }

    /** As {@link #send}, but only a {@link #flush} that follows is sure to have it written. */
    public boolean post(Packet packet) {
        return outbox.append(packet, ReaderThread.isCurrent());
    }

    /**
     * Writes what was posted, on this thread, unless another is writing, which then does it: a thread less to wake. May wait for the peer to
     * read; on a {@link ReaderThread} it does nothing, there what is posted goes to the writer at once. Not under a lock.
     */
    public void flush() {
        if (ReaderThread.isCurrent()) {
            return;
        }
        ByteBuffer bytes = outbox.takeNow();
        for (int writes = 1; bytes != null; writes++) {
            boolean written = false;
            try {
                write(socket.getOutputStream(), bytes);
                written = true;
            } catch (IOException lost) {
                close();
            } finally {
                bytes = outbox.wrote(written && writes < MOST_WRITES);
            }
        }
    }

    private static void write(OutputStream out, ByteBuffer bytes) throws IOException {
        out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    /**
     * Reads packets until the connection ends, and hands each to {@code packets} on this thread. Returns at the orderly end from either
     * side; the connection is closed afterwards in any case.
     *
     * @throws IOException if it ended otherwise, or the bytes were no packets
     */
    public void receive(Consumer<Packet> packets) throws IOException {
        byte[] bytes = new byte[READ_BYTES];
        try (this) {
            InputStream in = socket.getInputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                heard = true;
                decoder.decode(ByteBuffer.wrap(bytes, 0, count), packets);
            }
        }
    }

    private void write() {
        try {
            OutputStream out = socket.getOutputStream();
            for (ByteBuffer bytes = outbox.take(); bytes != null; bytes = outbox.take()) {
                write(out, bytes);
                outbox.wrote();
            }
            socket.shutdownOutput();
        } catch (IOException | InterruptedException lost) {
            close();
        }
    }

    /** Writes what was sent, then says so to the server, which answers by closing; {@link #receive} goes on until then. */
    public void finish() {
        outbox.finish();
    }

    /** Ends at once; what was not written is lost. */
    @Override
    public void close() {
        outbox.discard();
        try {
            socket.close();
        } catch (IOException closedAnyway) {
            // the descriptor is gone either way, and nobody is left to tell
        }
    }
}
