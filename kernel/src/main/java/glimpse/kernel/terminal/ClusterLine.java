package glimpse.kernel.terminal;

import glimpse.kernel.cell.Interpreter;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Status;

/**
 * The last line of the screen: where the cluster is and how many workers it has, while there is one and the prompt waits. What a cell prints has
 * the whole screen. One thread.
 */
final class ClusterLine {
    private static final AttributedStyle STYLE = AttributedStyle.DEFAULT.foreground(AttributedStyle.BRIGHT);

    private final Terminal terminal;
    private final Interpreter interpreter;
    private Optional<Status> shown = Optional.empty();

    ClusterLine(Terminal terminal, Interpreter interpreter) {
        this.terminal = terminal;
        this.interpreter = interpreter;
    }

    /** Before the prompt. */
    void show() {
        Optional<String> state = interpreter.clusterState();
        if (state.isPresent() && shown.isEmpty()) {
            shown = Optional.ofNullable(Status.getStatus(terminal));
        }
        shown.ifPresent(line -> line.update(
                state.map(text -> List.of(new AttributedString(text, STYLE))).orElse(List.of())));
    }

    /** Before a cell. */
    void hide() {
        shown.ifPresent(line -> line.update(List.of()));
    }

    /** Gives the line back to the terminal. */
    void close() {
        hide();
        shown.ifPresent(Status::close);
    }
}
