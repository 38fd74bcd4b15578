package glimpse.kernel.terminal;

import glimpse.kernel.interpreter.JavaInterpreter;
import glimpse.kernel.session.SessionOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The shell as a process of its own, for the tests that need a terminal. */
final class ShellProcess {
    private ShellProcess() {}

    /**
     * Runs the shell.
     *
     * @param arguments the history file; a file to run at the start
     */
    public static void main(String[] arguments) throws IOException {
        Optional<Path> startup = arguments.length > 1 ? Optional.of(Path.of(arguments[1])) : Optional.empty();
        int status;
        try (JavaInterpreter interpreter = JavaInterpreter.open(SessionOptions.java())) {
            status = TerminalShell.run(interpreter, Path.of(arguments[0]), "welcome", startup);
        }
        System.exit(status);
    }
}
