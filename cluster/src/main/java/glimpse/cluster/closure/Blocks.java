package glimpse.cluster.closure;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Bytes that are written in blocks, so that what has been written is copied once, when all is there. One thread. */
final class Blocks extends OutputStream {
    private static final int FIRST_BYTES = 512;
    private static final int MOST_BYTES = 1 << 20;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[FIRST_BYTES];
    private int used;
    private long fullBytes;

    @Override
    public void write(int value) {
        if (used == last.length) {
            next();
        }
        last[used++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        int done = 0;
        while (done < length) {
            if (used == last.length) {
                next();
            }
            int count = Math.min(length - done, last.length - used);
            System.arraycopy(bytes, from + done, last, used, count);
            used += count;
            done += count;
        }
    }

    private void next() {
        full.add(last);
        fullBytes += last.length;
        last = new byte[(int) Math.min(MOST_BYTES, Math.max(fullBytes, FIRST_BYTES))];
        used = 0;
    }

    /**
     * All of it after {@code head}.
     *
     * @throws ArithmeticException if that is more than an array can hold
     */
    byte[] after(byte[] head) {
        byte[] whole = new byte[Math.toIntExact(head.length + size())];
        System.arraycopy(head, 0, whole, 0, head.length);
        int at = head.length;
        for (byte[] block : full) {
            System.arraycopy(block, 0, whole, at, block.length);
            at += block.length;
        }
        System.arraycopy(last, 0, whole, at, used);
        return whole;
    }

    /** How many bytes were written. */
    long size() {
        return fullBytes + used;
    }
}
