package glimpse.kernel.terminal;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.screen.Ansi;
import glimpse.kernel.screen.Screen;
import java.io.PrintWriter;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** JLine's terminal. While the user types at the prompt, what is printed goes above it, whole lines at a time. Any thread. */
final class TerminalScreen implements Screen {
    private final Terminal terminal;
    private final LineReader prompt;
    private final StringBuilder begunLine = new StringBuilder();

    TerminalScreen(Terminal terminal, LineReader prompt) {
        this.terminal = terminal;
        this.prompt = prompt;
    }

    @Override
    public synchronized void print(Stream stream, String text) {
        String shown = colours() ? text : Ansi.stripped(text);
        if (prompt.isReading()) {
            printAbove(shown);
        } else {
            PrintWriter out = terminal.writer();
            out.append(begunLine).append(shown);
            begunLine.setLength(0);
            out.flush();
        }
    }

    private void printAbove(String text) {
        int end = text.lastIndexOf('\n') + 1;
        if (end > 0) {
            prompt.printAbove(begunLine + text.substring(0, end - 1));
            begunLine.setLength(0);
        }
        begunLine.append(text, end, text.length());
    }

    @Override
    public boolean redraws() {
        return !terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    @Override
    public boolean colours() {
        return redraws() && System.getenv("NO_COLOR") == null;
    }

    @Override
    public int width() {
        int columns = terminal.getSize().getColumns();
        return columns > 0 ? columns : 80;
    }

    @Override
    public Optional<String> readLine(String question, boolean hidden) {
        LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
        try {
            return Optional.of(hidden ? reader.readLine(question, '*') : reader.readLine(question));
        } catch (EndOfFileException e) {
            return Optional.empty();
        } catch (UserInterruptException e) {
            terminal.raise(Terminal.Signal.INT);
            return Optional.empty();
        }
    }
}
