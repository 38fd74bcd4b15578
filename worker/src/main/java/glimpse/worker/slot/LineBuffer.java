package glimpse.worker.slot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.function.Consumer;

/** Gathers the bytes that one thread prints into lines. Any thread; usually one. */
final class LineBuffer {
    static final int LONGEST_LINE_BYTES = 64 * 1024;

    private final Consumer<String> lines;
    private byte[] bytes = new byte[128];
    private int size;

    /** @param lines takes each line, without its end */
    LineBuffer(Consumer<String> lines) {
        this.lines = lines;
    }

    synchronized void write(byte[] from, int offset, int length) {
        int start = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (from[i] == '\n') {
                append(from, start, i - start);
                line();
                start = i + 1;
            }
        }
        append(from, start, end - start);
    }

    private void append(byte[] from, int offset, int length) {
        int at = offset;
        int left = length;
        while (size + left > LONGEST_LINE_BYTES) {
            int part = LONGEST_LINE_BYTES - size;
            copy(from, at, part);
            line();
            at += part;
            left -= part;
        }
        copy(from, at, left);
    }

    private void copy(byte[] from, int offset, int length) {
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + length));
        }
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    private void line() {
        int length = size > 0 && bytes[size - 1] == '\r' ? size - 1 : size;
        String line = new String(bytes, 0, length, UTF_8);
        size = 0;
        lines.accept(line);
    }

    /** Ends a line that has no end. */
    synchronized void finish() {
        if (size > 0) {
            line();
        }
    }
}
