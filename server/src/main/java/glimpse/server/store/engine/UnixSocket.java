package glimpse.server.store.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A Unix socket in the shape that database drivers know; its reads keep to the timeout. One thread uses it, any may close it.
 */
final class UnixSocket extends Socket {
    private final Path file;
    private SocketChannel channel;
    private Selector selector;
    private int timeoutMillis;

    UnixSocket(Path file) {
        this.file = file;
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
        connect(ignored, 0);
    }

    @Override
    public void connect(SocketAddress ignored, int ignoredMillis) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(file));
        channel.configureBlocking(false);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
    }

    private void await(int operation, int millis) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        selector.select(millis);
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while waiting for " + file);
        }
    }

    private int read(ByteBuffer to) throws IOException {
        int count = channel.read(to);
        long end = System.nanoTime() + timeoutMillis * 1_000_000L;
        while (count == 0) {
            long left = timeoutMillis == 0 ? 0 : (end - System.nanoTime() + 999_999) / 1_000_000;
            if (timeoutMillis > 0 && left <= 0) {
                throw new SocketTimeoutException("no answer within " + timeoutMillis + " ms from " + file);
            }
            await(SelectionKey.OP_READ, (int) left);
            count = channel.read(to);
        }
        return count;
    }

    private void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            if (channel.write(from) == 0) {
                await(SelectionKey.OP_WRITE, timeoutMillis);
            }
        }
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                return length == 0 ? 0 : UnixSocket.this.read(ByteBuffer.wrap(to, from, length));
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                UnixSocket.this.write(ByteBuffer.wrap(new byte[] {(byte) b}));
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                UnixSocket.this.write(ByteBuffer.wrap(bytes, from, length));
            }
        };
    }

    @Override
    public synchronized void setSoTimeout(int millis) {
        timeoutMillis = millis;
    }

    @Override
    public synchronized int getSoTimeout() {
        return timeoutMillis;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public void setSendBufferSize(int size) {}

    @Override
    public int getSendBufferSize() {
        return 8192;
    }

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public boolean isConnected() {
        return channel != null && channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return channel != null && !channel.isOpen();
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel != null) {
            selector.close();
            channel.close();
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
