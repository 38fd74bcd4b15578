package glimpse.launcher;

import glimpse.kernel.interpreter.JavaInterpreter;
import glimpse.kernel.screen.ProcessScreen;
import glimpse.kernel.script.ScriptRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse run}: a script, a Java program or a notebook, from top to bottom. */
@Command(
        name = "run",
        description = "Runs a .jsh script, a .java program or an .ipynb notebook from top to bottom.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Exit status: 0; 1 at the first uncaught error; 130 when interrupted."})
final class RunCommand implements Callable<Integer> {
    @Mixin
    private SessionMixin session;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "NOTEBOOK",
            description = "Writes the notebook with its outputs to this file.")
    private Path output;

    @Parameters(index = "0", paramLabel = "FILE", description = "The file; - is standard input.")
    private Path file;

    @Parameters(
            index = "1..*",
            paramLabel = "ARGUMENT",
            description = "What a .java program's main gets, and a script has in args.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        ProcessScreen screen = new ProcessScreen();
        boolean input = file.toString().equals("-");
        if (!input && !Files.isReadable(file)) {
            System.err.println(
                    "glimpse run: " + file + ": " + (Files.exists(file) ? "cannot be read" : "no such file"));
            return 1;
        }
        if (output != null && !file.toString().endsWith(".ipynb")) {
            System.err.println("glimpse run: --output goes with a notebook (.ipynb), not with " + file);
            return 1;
        }
        try (JavaInterpreter interpreter = session.open()) {
            ScriptRunner runner = new ScriptRunner(interpreter, screen);
            return input ? runner.runInput() : runner.runFile(file, arguments, Optional.ofNullable(output));
        }
    }
}
