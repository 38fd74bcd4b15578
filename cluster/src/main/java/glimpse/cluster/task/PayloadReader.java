package glimpse.cluster.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** The reading side of {@link PayloadWriter}. One thread. Every length is checked against the bytes that are there. */
final class PayloadReader {
    private final PayloadKind kind;
    private final ByteBuffer in;

    PayloadReader(PayloadKind kind, byte[] payload) throws PayloadException {
        this.kind = kind;
        this.in = ByteBuffer.wrap(payload);
        int letter = u8();
        if (letter != kind.letter()) {
            throw new PayloadException(
                    "payload kind " + letter + " (expected: " + (int) kind.letter() + ", a " + kind + ")");
        }
        int version = u8();
        if (version != PayloadKind.VERSION) {
            throw new PayloadException("version " + version + " of " + kind + " (expected: " + PayloadKind.VERSION
                    + "; do front end and worker run the same Glimpse?)");
        }
    }

    int u8() throws PayloadException {
        try {
            return in.get() & 0xff;
        } catch (BufferUnderflowException e) {
            throw tooShort(1, e);
        }
    }

    int u32() throws PayloadException {
        try {
            return in.getInt();
        } catch (BufferUnderflowException e) {
            throw tooShort(4, e);
        }
    }

    long u64() throws PayloadException {
        try {
            return in.getLong();
        } catch (BufferUnderflowException e) {
            throw tooShort(8, e);
        }
    }

    /** A count of things that take at least {@code leastBytes} each. */
    int count(int leastBytes) throws PayloadException {
        int count = u32();
        if (count < 0 || (long) count * leastBytes > in.remaining()) {
            throw new PayloadException("count " + Integer.toUnsignedString(count) + " in " + kind + " ("
                    + in.remaining() + " bytes remain)");
        }
        return count;
    }

    String text() throws PayloadException {
        return new String(bytes(), UTF_8);
    }

    byte[] bytes() throws PayloadException {
        byte[] value = new byte[count(1)];
        in.get(value);
        return value;
    }

    /** Checks that nothing follows. */
    void end() throws PayloadException {
        if (in.hasRemaining()) {
            throw new PayloadException(in.remaining() + " bytes after the end of " + kind + " (expected: 0)");
        }
    }

    private PayloadException tooShort(int needed, BufferUnderflowException cause) {
        return new PayloadException(
                kind + " ends early: " + in.remaining() + " bytes remain (expected: >= " + needed + ")", cause);
    }
}
