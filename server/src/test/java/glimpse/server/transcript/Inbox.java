package glimpse.server.transcript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What one connection has got and the transcript has not looked at yet. */
abstract class Inbox {
    private static final int HEADER_SIZE = 12;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean closed;

    final void received(byte[] more) {
        bytes.writeBytes(more);
    }

    final void closed() {
        closed = true;
    }

    final boolean isClosed() {
        return closed;
    }

    /** Waits for more bytes or the end, with a bound; does nothing if nothing more can come. */
    abstract void await() throws IOException;

    /** Makes sure that what the server has sent so far is here. */
    abstract void settle() throws IOException;

    final void expect(byte[] expected) throws IOException {
        byte[] found = take(expected.length);
        if (!Arrays.equals(found, expected)) {
            throw new AssertionError(
                    "found " + PacketText.shown(found) + " (expected: " + PacketText.shown(expected) + ")");
        }
    }

    final void expectPacket(byte[] expected) throws IOException {
        byte[] found = peek(HEADER_SIZE);
        if (found.length == HEADER_SIZE && found[0] == 0) {
            int size = ByteBuffer.wrap(found).getInt(8);
            found = take(HEADER_SIZE + size);
        } else {
            found = take(found.length);
        }
        if (!Arrays.equals(found, expected)) {
            throw new AssertionError(
                    "found " + PacketText.shown(found) + " (expected: " + PacketText.shown(expected) + ")");
        }
    }

    final void expectNothing() throws IOException {
        if (!closed) {
            settle();
        }
        if (bytes.size() > 0) {
            throw new AssertionError("found " + PacketText.shown(bytes.toByteArray()) + " (expected: nothing)");
        }
    }

    final void expectClosed() throws IOException {
        while (!closed && bytes.size() == 0) {
            int before = bytes.size();
            await();
            if (!closed && bytes.size() == before) {
                throw new AssertionError("found an open connection (expected: closed)");
            }
        }
        expectNothing();
    }

    private byte[] peek(int count) throws IOException {
        while (bytes.size() < count && !closed) {
            int before = bytes.size();
            await();
            if (bytes.size() == before) {
                break;
            }
        }
        return Arrays.copyOf(bytes.toByteArray(), Math.min(count, bytes.size()));
    }

    private byte[] take(int count) throws IOException {
        byte[] taken = peek(count);
        byte[] all = bytes.toByteArray();
        bytes.reset();
        bytes.write(all, taken.length, all.length - taken.length);
        return taken;
    }
}
