package glimpse.server.connection;

import glimpse.server.connection.Connection.After;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;

/**
 * A socket with nothing between it and its loop: no channel, no pipeline, no buffer for each read. An accepted connection costs four
 * system calls less than with a channel and a third of the code, which a server that has just been started has yet to compile.
 *
 * <p>Belongs to its I/O thread. Epoll tells what is there, not what has changed, so that nothing is lost that is left for the next turn.
 */
final class EpollSocket implements EpollIoHandle, PeerSocket {
    /** The end is always of interest. */
    private static final EpollIoOps NEITHER = EpollIoOps.EPOLLRDHUP;

    private static final EpollIoOps READING = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLRDHUP);
    private static final EpollIoOps WRITING = EpollIoOps.EPOLLOUT.with(EpollIoOps.EPOLLRDHUP);
    private static final EpollIoOps READING_AND_WRITING = READING.with(EpollIoOps.EPOLLOUT);

    private final FileDescriptor descriptor;
    private final InetSocketAddress remoteAddress;
    private final IoEventLoop loop;
    private final WriteBufferWaterMark waterMark;
    private final Connection connection;
    private final Queue<ByteBuf> unwritten = new ArrayDeque<>(0);
    private IoRegistration registration;
    private EpollIoOps interest = READING;
    private long waiting;
    private boolean reading = true;
    private boolean paused;
    private boolean closed;
    private boolean closesWhenWritten;

    /**
     * An accepted socket, not watched yet.
     *
     * @param waterMark how much may wait until nothing is read any more, and how little, until something is read again
     * @param protocol makes the connection that the bytes go to
     */
    EpollSocket(
            FileDescriptor descriptor,
            InetSocketAddress remoteAddress,
            IoEventLoop loop,
            WriteBufferWaterMark waterMark,
            Function<PeerSocket, Connection> protocol) {
        this.descriptor = descriptor;
        this.remoteAddress = remoteAddress;
        this.loop = loop;
        this.waterMark = waterMark;
        this.connection = protocol.apply(this);
    }

    /** Begins; on the I/O thread. */
    void open() {
        Future<IoRegistration> registering = loop.register(this);
        registration = registering.getNow();
        connection.opened();
        if (registration == null) {
            connection.failed(registering.cause());
            return;
        }
        try {
            registration.submit(interest);
        } catch (RuntimeException e) {
            connection.failed(e);
        }
    }

    @Override
    public FileDescriptor fd() {
        return descriptor;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public long waiting() {
        return waiting;
    }

    // ---- what epoll tells

    @Override
    public void handle(IoRegistration of, IoEvent event) {
        EpollIoOps ops = ((EpollIoEvent) event).ops();
        try {
            if (ops.contains(EpollIoOps.EPOLLOUT)) {
                writeOn();
            }
            if (!ops.equals(EpollIoOps.EPOLLOUT)) {
                read();
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            connection.failed(e);
        }
    }

    /** Once in a turn: others have to have theirs, and what is left is told of again. */
    private void read() throws IOException {
        if (closed) {
            return;
        }
        ByteBuf input = connection.ioThread().input();
        int count = descriptor.read(input.internalNioBuffer(0, input.capacity()), 0, input.capacity());
        if (count < 0) {
            close();
        } else if (count > 0) {
            connection.received(input.setIndex(0, count));
        }
    }

    // ---- writing

    @Override
    public void write(ByteBuf bytes, After after) {
        if (closed) {
            bytes.release();
            return;
        }
        closesWhenWritten |= after == After.CLOSE;
        unwritten.add(bytes);
        waiting += bytes.readableBytes();
        try {
            writeOn();
        } catch (IOException e) {
            connection.failed(e);
        }
    }

    /** Writes what the system takes. */
    private void writeOn() throws IOException {
        for (ByteBuf first = unwritten.peek(); first != null; first = unwritten.peek()) {
            int size = first.readableBytes();
            int count = size == 0 ? 0 : write(first);
            waiting -= count;
            if (count < size) {
                first.skipBytes(count);
                break;
            }
            unwritten.remove().release();
        }
        if (closesWhenWritten && unwritten.isEmpty()) {
            close();
        } else {
            watch();
        }
    }

    private int write(ByteBuf bytes) throws IOException {
        int from = bytes.readerIndex();
        if (bytes.hasMemoryAddress()) {
            return descriptor.writeAddress(bytes.memoryAddress(), from, bytes.writerIndex());
        }
        return descriptor.write(bytes.nioBuffer(), 0, bytes.readableBytes());
    }

    @Override
    public void setReading(boolean newReading) {
        reading = newReading;
        watch();
    }

    /** Has epoll tell what is of use now. */
    private void watch() {
        boolean much = paused ? waiting >= waterMark.low() : waiting > waterMark.high();
        if (much && !paused) {
            connection.ioThread().traffic().paused();
        }
        paused = much;
        EpollIoOps ops = reading && !paused
                ? unwritten.isEmpty() ? READING : READING_AND_WRITING
                : unwritten.isEmpty() ? NEITHER : WRITING;
        if (!closed && !ops.equals(interest)) {
            interest = ops;
            registration.submit(ops);
        }
    }

    // ---- the end

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (registration != null) {
            registration.cancel();
        }
        try {
            descriptor.close();
        } catch (IOException e) {
            connection.failed(e);
        }
        unwritten.forEach(ByteBuf::release);
        unwritten.clear();
        waiting = 0;
        connection.ioThread().traffic().closed();
        loop.execute(connection::closed);
    }

    @Override
    public void abort() {
        close();
    }
}
