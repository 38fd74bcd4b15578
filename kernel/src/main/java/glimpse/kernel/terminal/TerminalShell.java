package glimpse.kernel.terminal;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.cell.Interpreter;
import glimpse.kernel.screen.ScreenCells;
import glimpse.kernel.screen.ScreenCells.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The prompt: reads cells, runs them, shows what comes of them. On the thread that calls {@link #run}. */
public final class TerminalShell {
    static final int INDENTATION = 4;
    private static final int HISTORY_SIZE = 10_000;
    private static final String PROMPT = "glimpse> ";
    private static final String PROMPT_OF_MORE_LINES = "    ...> ";

    private final Interpreter interpreter;
    private final ShellCommands commands = new ShellCommands();
    private final LineReader reader;
    private final TerminalScreen screen;
    private int cells;

    private TerminalShell(Interpreter interpreter, Terminal terminal, Path history) {
        this.interpreter = interpreter;
        this.reader = reader(interpreter, terminal, history);
        ClosingBrackets.install(reader);
        this.screen = new TerminalScreen(terminal, reader);
    }

    /**
     * Talks to the user until he leaves.
     *
     * @param history the file to keep what was typed in; its folder is made if need be
     * @param greeting printed first
     * @return the exit status of the process
     */
    public static int run(Interpreter interpreter, Path history, String greeting) throws IOException {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            return run(interpreter, terminal, history, greeting);
        }
    }

    static int run(Interpreter interpreter, Terminal terminal, Path history, String greeting) {
        TerminalShell shell = new TerminalShell(interpreter, terminal, history);
        terminal.handle(Terminal.Signal.INT, signal -> interpreter.interrupt());
        shell.screen.print(Stream.STDOUT, greeting + "\n");
        shell.readAndRun();
        return 0;
    }

    private LineReader reader(Interpreter interpreter, Terminal terminal, Path history) {
        CodeParser parser = new CodeParser(interpreter, commands);
        try {
            Files.createDirectories(history.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("glimpse")
                .parser(parser)
                .completer(parser)
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.HISTORY_SIZE, HISTORY_SIZE)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_SIZE)
                .variable(LineReader.INDENTATION, INDENTATION)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, PROMPT_OF_MORE_LINES)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .build();
    }

    private void readAndRun() {
        while (true) {
            String code;
            try {
                code = reader.readLine(prompt());
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return;
            }
            if (ShellCommands.isCommand(code)) {
                if (!runCommand(code)) {
                    return;
                }
            } else if (!code.isBlank()) {
                cells++;
                new ScreenCells(interpreter, screen, Values.SHOWN).run(new Cell("cell " + cells, code));
            }
        }
    }

    private String prompt() {
        return screen.colours() ? "\u001b[32m" + PROMPT + "\u001b[0m" : PROMPT;
    }

    /** Whether the prompt comes back after it. */
    private boolean runCommand(String line) {
        ShellCommands.Command command = commands.of(line).orElse(null);
        if (command == null) {
            screen.print(Stream.STDERR, "no command " + line.strip() + "; /help lists them\n");
            return true;
        }
        switch (command) {
            case HELP -> screen.print(Stream.STDOUT, commands.help());
            case HISTORY -> reader.getHistory().forEach(entry -> screen.print(Stream.STDOUT, entry.line() + "\n"));
            case EXIT -> {
                return false;
            }
        }
        return true;
    }
}
