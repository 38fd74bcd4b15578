package glimpse.kernel.cell;

import glimpse.kernel.cell.CellOutput.Stream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The bytes of one standard stream, decoded and handed to the {@link CellOutput} of the writing thread's cell. Nothing is held
 * back here but the bytes of a character that is not complete yet. Any thread.
 */
final class CellPrint extends OutputStream {
    private final Stream stream;
    private final PrintStream elsewhere;
    private final Map<CellOutput, Utf8Pieces> pieces = Collections.synchronizedMap(new WeakHashMap<>());

    CellPrint(Stream stream, PrintStream elsewhere) {
        this.stream = stream;
        this.elsewhere = elsewhere;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        CurrentCell current = CurrentCell.orNull();
        if (current == null) {
            elsewhere.write(bytes, offset, length);
            return;
        }
        CellOutput output = current.output();
        String text = pieces.computeIfAbsent(output, any -> new Utf8Pieces()).add(bytes, offset, length);
        if (!text.isEmpty()) {
            output.write(stream, text);
        }
    }

    @Override
    public void flush() {
        if (CurrentCell.orNull() == null) {
            elsewhere.flush();
        }
    }
}
