package glimpse.launcher;

import glimpse.kernel.jupyter.spec.KernelSpecs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code glimpse uninstall}: takes the kernel out of Jupyter again. */
@Command(
        name = "uninstall",
        description = "Takes the kernel out of Jupyter again.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class UninstallCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private KernelSpecPlace place;

    @Override
    public Integer call() throws IOException {
        Path folder = new KernelSpecs(place.dataFolder()).uninstall(place.name());
        spec.commandLine().getOut().println("Removed kernel '" + place.name() + "' from " + folder);
        return 0;
    }
}
