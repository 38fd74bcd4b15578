package glimpse.kernel.terminal;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.terminal.ShellCommands.Command;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.reader.LineReader;

/** Does what the commands of the prompt say; many of them are magics under jshell's names. On the prompt's thread. */
final class CommandRunner {
    private final ShellCommands commands;
    private final TypedCells cells;
    private final TerminalScreen screen;
    private final LineReader reader;
    private final Cells prompt;
    private final Settings settings;

    /** What a command can do with the prompt. */
    interface Cells {
        /** Runs code and remembers it as typed. */
        void runTyped(String code);

        /** Runs code that is a command's. */
        void run(String code);
    }

    CommandRunner(
            ShellCommands commands,
            TypedCells cells,
            TerminalScreen screen,
            LineReader reader,
            Settings settings,
            Cells prompt) {
        this.commands = commands;
        this.cells = cells;
        this.screen = screen;
        this.reader = reader;
        this.settings = settings;
        this.prompt = prompt;
    }

    /** Whether the prompt comes back after it. */
    boolean run(String line) {
        Optional<String> again = cells.find(ShellCommands.name(line).substring(1));
        Optional<Command> command = commands.of(line);
        if (again.isPresent()) {
            print(again.get().strip() + "\n");
            prompt.runTyped(again.get());
        } else if (command.isEmpty()) {
            complain("no command " + line.strip() + "; /help lists them");
        } else {
            try {
                return run(command.get(), ShellCommands.arguments(line));
            } catch (IOException e) {
                complain(command.get().name + ": " + reason(e));
            }
        }
        return true;
    }

    /** The JDK's exceptions of files have nothing but the name in their message. */
    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return e.getMessage() + ": no such file or folder";
        }
        return e instanceof AccessDeniedException ? e.getMessage() + ": not allowed" : e.getMessage();
    }

    private boolean run(Command command, String arguments) throws IOException {
        switch (command) {
            case HELP -> print(help(arguments));
            case LIST -> print(list(arguments));
            case VARS -> prompt.run("%whos");
            case METHODS -> prompt.run("%methods");
            case TYPES -> prompt.run("%types");
            case IMPORTS -> prompt.run("%imports");
            case DROP -> prompt.runTyped("%drop " + named("what to forget", arguments)); // for /save and /reload
            case OPEN -> prompt.run("%load " + named("a file", arguments));
            case SAVE -> save(arguments);
            case EDIT -> edit(arguments);
            case RESET -> reset();
            case RELOAD -> reload();
            case ENV -> env(arguments);
            case SET -> print(settings.set(arguments));
            case HISTORY -> reader.getHistory().forEach(entry -> print(entry.line() + "\n"));
            case EXIT -> {
                return false;
            }
        }
        return true;
    }

    private String help(String arguments) throws IOException {
        if (arguments.isEmpty()) {
            return commands.help();
        }
        String name = arguments.startsWith("/") ? arguments : "/" + arguments;
        return ShellCommands.help(
                commands.of(name).orElseThrow(() -> new IOException("no command " + name + "; /help lists them")));
    }

    private String list(String arguments) throws IOException {
        if (arguments.isEmpty() || arguments.equals("-all")) {
            return cells.list();
        }
        return cells.find(arguments)
                        .orElseThrow(() -> new IOException("no cell " + arguments + "; /list shows them"))
                        .strip()
                + "\n";
    }

    private static String named(String what, String arguments) throws IOException {
        if (arguments.isEmpty()) {
            throw new IOException("name " + what);
        }
        return arguments;
    }

    private void save(String arguments) throws IOException {
        boolean typed = arguments.startsWith("-history ");
        Path file = Path.of(
                named("a file", arguments.replaceFirst("^-(history|all)\\b", "").strip()));
        StringBuilder lines = new StringBuilder();
        if (typed) {
            reader.getHistory().forEach(entry -> lines.append(entry.line()).append('\n'));
        }
        Files.writeString(file, typed ? lines : cells.script());
        print("saved " + file + "\n");
    }

    private void reset() {
        cells.clear();
        prompt.run("%reset");
        settings.start().ifPresent(file -> prompt.run("%load \"" + file + "\""));
    }

    private void reload() {
        String script = cells.script();
        reset();
        prompt.runTyped(script);
    }

    private void env(String arguments) throws IOException {
        String[] words = arguments.split("\\s+", 2);
        if (words.length != 2 || !words[0].matches("--?class-?path|-cp")) {
            throw new IOException("type it as /env -class-path PATHS");
        }
        for (String path : words[1].split(File.pathSeparator, -1)) {
            prompt.run("%classpath \"" + path + "\"");
        }
    }

    private void edit(String arguments) throws IOException {
        String before = arguments.isEmpty()
                ? cells.script()
                : cells.find(arguments)
                        .orElseThrow(() -> new IOException("no cell " + arguments + "; /list shows them"));
        Path file = Files.createTempFile("glimpse", ".jsh");
        try {
            Files.writeString(file, before);
            reader.getTerminal().pause();
            Process editor = new ProcessBuilder("sh", "-c", settings.editor() + " \"$1\"", "sh", file.toString())
                    .inheritIO()
                    .start();
            int status = editor.waitFor();
            if (status != 0) {
                throw new IOException(settings.editor() + " ended with status " + status);
            }
            String after = Files.readString(file);
            if (!after.equals(before) && !after.isBlank()) {
                prompt.runTyped(after);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reader.getTerminal().resume();
            Files.delete(file);
        }
    }

    private void print(String text) {
        screen.print(Stream.STDOUT, text);
    }

    private void complain(String text) {
        screen.print(Stream.STDERR, text + "\n");
    }
}
