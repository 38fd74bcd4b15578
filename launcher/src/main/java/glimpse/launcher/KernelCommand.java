package glimpse.launcher;

import glimpse.kernel.jupyter.history.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code glimpse kernel}, with options; without any, {@link GlimpseMain} goes to {@link KernelProcess} at once. */
@Command(
        name = "kernel",
        description = "The Jupyter kernel; started by Jupyter after 'glimpse install'.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class KernelCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CONNECTION_FILE", arity = "0..1", description = "Ports and key, as Jupyter writes them.")
    private Path connectionFile;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Where the cells are remembered (default: history.sqlite in the user's data folder).")
    private Path history;

    @Option(names = "--no-history", description = "Remembers the cells of this session only.")
    private boolean noHistory;

    @Option(
            names = "--rehearse",
            hidden = true,
            description = "Answers itself once and ends: for the archives of loaded classes.")
    private boolean rehearsal;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rehearsal) {
            KernelRehearsal.run();
            return 0;
        }
        if (connectionFile == null) {
            throw new ParameterException(spec.commandLine(), "Missing: CONNECTION_FILE, as Jupyter writes it");
        }
        KernelProcess.run(connectionFile, history());
        return 0;
    }

    private History history() {
        if (noHistory) {
            return History.inMemory();
        }
        return history == null ? History.ofUser() : History.in(history);
    }
}
