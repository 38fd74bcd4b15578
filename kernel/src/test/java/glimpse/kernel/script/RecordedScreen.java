package glimpse.kernel.script;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.screen.InputScreen;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.Optional;

/** A screen without colours that keeps what was printed. */
final class RecordedScreen implements InputScreen {
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private BufferedReader input = new BufferedReader(new StringReader(""));

    void input(String text) {
        input = new BufferedReader(new StringReader(text));
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    @Override
    public synchronized void print(Stream stream, String text) {
        (stream == Stream.STDOUT ? out : err).append(text);
    }

    @Override
    public boolean redraws() {
        return false;
    }

    @Override
    public boolean colours() {
        return false;
    }

    @Override
    public int width() {
        return 80;
    }

    @Override
    public Optional<String> readLine(String prompt, boolean hidden) {
        return Optional.empty();
    }

    @Override
    public BufferedReader input() {
        return input;
    }
}
