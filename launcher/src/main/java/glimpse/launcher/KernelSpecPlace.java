package glimpse.launcher;

import glimpse.kernel.jupyter.spec.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options that say which kernel spec of which Jupyter is meant. */
final class KernelSpecPlace {
    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "glimpse",
            description = "The kernel's name (default: ${DEFAULT-VALUE}).")
    private String name;

    @ArgGroup
    private Where where = new Where();

    /** At most one of them. */
    private static final class Where {
        @Option(names = "--user", description = "For this user (default).")
        private boolean user;

        @Option(names = "--prefix", paramLabel = "FOLDER", description = "For the Python installation in FOLDER.")
        private Path prefix;

        @Option(
                names = "--sys-prefix",
                description = "For the active virtual environment, conda environment or python3.")
        private boolean sysPrefix;
    }

    String name() {
        return name;
    }

    Path dataFolder() throws IOException {
        if (where.user || (where.prefix == null && !where.sysPrefix)) {
            return DataFolder.user();
        }
        return where.sysPrefix ? DataFolder.ofPython() : DataFolder.under(where.prefix);
    }
}
