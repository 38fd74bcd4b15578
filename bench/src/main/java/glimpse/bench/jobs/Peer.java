package glimpse.bench.jobs;

import glimpse.gearman.packet.FramingException;
import glimpse.gearman.packet.PacketEncoder;
import glimpse.gearman.packet.PacketType;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of the load. Packets are looked at where they lie in the buffer; what is sent in answer to one read leaves in one write. */
abstract class Peer {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES);
    private final ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);

    Peer(InetSocketAddress server, Selector selector) throws IOException {
        channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** A packet from the server; its body is {@code body[from..from+size)}. */
    abstract void received(PacketType type, byte[] body, int from, int size);

    void ready() throws IOException {
        if (key.isReadable()) {
            read();
        }
        flush();
    }

    private void read() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server closed a connection");
        }
        in.flip();
        while (in.remaining() >= PacketEncoder.HEADER_SIZE) {
            int size = in.getInt(in.position() + 8);
            if (in.remaining() < PacketEncoder.HEADER_SIZE + size) {
                break;
            }
            deliver(size);
        }
        in.compact();
    }

    private void deliver(int size) throws FramingException {
        PacketType type = PacketType.of(in.getInt(in.position() + 4));
        int from = in.position() + PacketEncoder.HEADER_SIZE;
        in.position(from + size);
        received(type, in.array(), in.arrayOffset() + from, size);
    }

    void send(byte[] bytes) {
        out.put(bytes);
    }

    void send(byte[] bytes, int from, int count) {
        out.put(bytes, from, count);
    }

    void sendInt(int value) {
        out.putInt(value);
    }

    /** Writes what was sent; what the socket does not take waits until it does. */
    void flush() throws IOException {
        if (out.position() == 0) {
            return;
        }
        out.flip();
        channel.write(out);
        int wanted = out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
        out.compact();
    }

    void close() throws IOException {
        channel.close();
    }
}
