package glimpse.kernel.cell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/** {@code System.in} for cells: each line is asked of the {@link CellOutput} of the reading thread's cell. Any thread. */
final class CellInput extends InputStream {
    private final InputStream elsewhere;
    private final Map<CellOutput, Line> lines = new WeakHashMap<>();

    CellInput(InputStream elsewhere) {
        this.elsewhere = elsewhere;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        CurrentCell current = CurrentCell.orNull();
        if (current == null) {
            return elsewhere.read(bytes, offset, length);
        }
        return length == 0 ? 0 : line(current.output()).read(current.output(), bytes, offset, length);
    }

    @Override
    public int available() throws IOException {
        CurrentCell current = CurrentCell.orNull();
        return current == null ? elsewhere.available() : line(current.output()).available();
    }

    private synchronized Line line(CellOutput output) {
        return lines.computeIfAbsent(output, any -> new Line());
    }

    /** What is left of the line a cell was given last. */
    private static final class Line {
        private byte[] bytes = {};
        private int next;

        synchronized int read(CellOutput output, byte[] into, int offset, int length) {
            if (next == bytes.length) {
                Optional<String> line = ask(output);
                if (line.isEmpty()) {
                    return -1;
                }
                bytes = (line.get() + "\n").getBytes(UTF_8);
                next = 0;
            }
            int count = Math.min(length, bytes.length - next);
            System.arraycopy(bytes, next, into, offset, count);
            next += count;
            return count;
        }

        /** A Scanner would take an {@link IOException} for the end of the input and keep its message to itself. */
        private static Optional<String> ask(CellOutput output) {
            try {
                return output.readLine("", false);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }

        synchronized int available() {
            return bytes.length - next;
        }
    }
}
