package glimpse.launcher;

import glimpse.cluster.config.UserFolders;
import glimpse.kernel.interpreter.JavaInterpreter;
import glimpse.kernel.screen.ProcessScreen;
import glimpse.kernel.script.ScriptRunner;
import glimpse.kernel.terminal.TerminalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glimpse shell}: the prompt; with {@code -e}, or where standard input is no terminal, without one. */
@Command(
        name = "shell",
        description = "A prompt for Java: Tab completes, Ctrl-C stops, Ctrl-D leaves, /help tells more.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Exit status: 0; 1 at the first error of -e or of piped input; 130 when interrupted."})
final class ShellCommand implements Callable<Integer> {
    @Mixin
    private SessionMixin session;

    @Option(
            names = {"-e", "--execute"},
            paramLabel = "CODE",
            description = "Runs the code, prints the value of its last expression and leaves.")
    private String code;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Where lines are remembered (default: in the user's data folder).")
    private Path history;

    @Option(
            names = "--startup",
            paramLabel = "FILE",
            description =
                    "Runs a file before the first prompt (default: startup.jsh in the user's configuration folder).")
    private Path startup;

    @Option(names = "--no-startup", description = "Runs no file before the first prompt.")
    private boolean noStartup;

    @Override
    public Integer call() throws IOException {
        ProcessScreen screen = new ProcessScreen();
        boolean typed = code == null && screen.inputIsTerminal();
        try (JavaInterpreter interpreter = typed ? session.openWarm() : session.open()) {
            if (code != null) {
                return new ScriptRunner(interpreter, screen).runCode(code);
            }
            if (!screen.inputIsTerminal()) {
                return new ScriptRunner(interpreter, screen).runStatements();
            }
            return TerminalShell.run(interpreter, history(), greeting(), startup());
        }
    }

    private Path history() throws IOException {
        return history == null ? UserFolders.data().resolve("shell-history") : history;
    }

    private Optional<Path> startup() {
        if (noStartup || startup != null) {
            return Optional.ofNullable(startup);
        }
        return Optional.of(UserFolders.config().resolve("startup.jsh")).filter(Files::exists);
    }

    private static String greeting() {
        return "Glimpse " + Release.version() + ", Java " + Runtime.version().feature()
                + ". /help for help, Ctrl-D leaves.";
    }
}
