package glimpse.kernel.terminal;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.cell.CellResult;
import glimpse.kernel.cell.Interpreter;
import glimpse.kernel.screen.ScreenCells;
import glimpse.kernel.screen.ScreenCells.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;

/** The prompt: reads cells, runs them, shows what comes of them. On the thread that calls {@link #run}. */
public final class TerminalShell {
    static final int INDENTATION = 4;
    private static final int HISTORY_SIZE = 10_000;

    private final Interpreter interpreter;
    private final ShellCommands commands = new ShellCommands();
    private final LineReader reader;
    private final TerminalScreen screen;
    private final TypedCells typed = new TypedCells();
    private final CommandRunner runner;
    private final Settings settings;
    private final ClusterLine clusterLine;
    private int cells;

    private TerminalShell(Interpreter interpreter, Terminal terminal, Path history, Settings settings) {
        this.interpreter = interpreter;
        this.settings = settings;
        this.reader = reader(interpreter, terminal, history);
        this.clusterLine = new ClusterLine(terminal, interpreter);
        ClosingBrackets.install(reader);
        KeyBindings.install(reader, interpreter);
        this.screen = new TerminalScreen(terminal, reader);
        this.runner = new CommandRunner(commands, typed, screen, reader, settings, new PromptCells());
    }

    /** The prompt as commands see it. */
    private final class PromptCells implements CommandRunner.Cells {
        @Override
        public void runTyped(String code) {
            TerminalShell.this.runTyped(code);
        }

        @Override
        public void run(String code) {
            new ScreenCells(interpreter, screen, values()).run(new Cell("command", code));
        }
    }

    /**
     * Talks to the user until he leaves.
     *
     * @param history the file to keep what was typed in; its folder is made if need be
     * @param greeting printed first
     * @param startup a file to run before the first prompt
     * @return the exit status of the process
     */
    public static int run(Interpreter interpreter, Path history, String greeting, Optional<Path> startup)
            throws IOException {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            return withSignals(terminal, () -> run(interpreter, terminal, history, greeting, startup));
        }
    }

    /** JLine does not listen for the signals of the process where its terminal is a dumb one: Ctrl-C would end it. */
    private static int withSignals(Terminal terminal, IntSupplier work) {
        if (!terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
            return work.getAsInt();
        }
        Object before = Signals.register("INT", () -> terminal.raise(Terminal.Signal.INT));
        try {
            return work.getAsInt();
        } finally {
            Signals.unregister("INT", before);
        }
    }

    static int run(Interpreter interpreter, Terminal terminal, Path history, String greeting, Optional<Path> startup) {
        TerminalShell shell = new TerminalShell(interpreter, terminal, history, new Settings(startup));
        terminal.handle(Terminal.Signal.INT, signal -> interpreter.interrupt());
        shell.screen.print(Stream.STDOUT, greeting + "\n");
        startup.ifPresent(file -> shell.runner.run("/open \"" + file + "\""));
        try {
            shell.readAndRun();
        } finally {
            shell.clusterLine.close();
        }
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
                .highlighter(new CodeColours())
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.HISTORY_SIZE, HISTORY_SIZE)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_SIZE)
                .variable(LineReader.INDENTATION, INDENTATION)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .build();
    }

    private void readAndRun() {
        while (true) {
            String code;
            try {
                reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, pattern(settings.promptOfMoreLines()));
                clusterLine.show();
                code = reader.readLine(prompt());
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return;
            }
            clusterLine.hide();
            if (ShellCommands.isCommand(code)) {
                if (!runner.run(code)) {
                    return;
                }
            } else if (!code.isBlank()) {
                runTyped(code);
            }
        }
    }

    private String prompt() {
        String prompt = settings.prompt();
        return screen.colours() ? "\u001b[32m" + prompt + "\u001b[0m" : prompt;
    }

    /** In JLine's patterns a percent sign is special. */
    private static String pattern(String prompt) {
        return prompt.replace("%", "%%");
    }

    private Values values() {
        return settings.values() ? Values.SHOWN : Values.HIDDEN;
    }

    private void runTyped(String code) {
        cells++;
        CellResult result = new ScreenCells(interpreter, screen, values()).run(new Cell("cell " + cells, code));
        if (result instanceof CellResult.Completed) {
            typed.add(cells, code);
        }
    }
}
