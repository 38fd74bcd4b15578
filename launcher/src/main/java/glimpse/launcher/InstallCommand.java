package glimpse.launcher;

import glimpse.kernel.jupyter.spec.KernelSpec;
import glimpse.kernel.jupyter.spec.KernelSpecs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code glimpse install}: makes the kernel known to Jupyter. */
@Command(
        name = "install",
        description = "Makes the kernel known to Jupyter.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class InstallCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private KernelSpecPlace place;

    @Option(
            names = "--display-name",
            paramLabel = "TEXT",
            defaultValue = "Java (Glimpse)",
            description = "What users pick from (default: ${DEFAULT-VALUE}).")
    private String displayName;

    @Option(
            names = "--jdk",
            paramLabel = "FOLDER",
            description = "The JDK that the kernel runs on (default: the one that runs this command).")
    private Path jdk;

    @Option(
            names = "--java-option",
            paramLabel = "OPTION",
            description = "An option for the kernel's JVM, such as -Xmx4g; may be repeated.")
    private List<String> javaOptions = List.of();

    @Option(names = "--enable-preview", description = "Turns on the preview features of the JDK in cells.")
    private boolean enablePreview;

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description = "A variable of the kernel's environment; may be repeated.")
    private Map<String, String> env = Map.of();

    @Override
    public Integer call() throws IOException {
        KernelSpec kernel = new KernelSpec(displayName, launcher(), environment());
        KernelSpecs specs = new KernelSpecs(place.dataFolder());
        Path folder = specs.install(place.name(), kernel);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Installed kernel '" + place.name() + "' (" + displayName + ") in " + folder);
        for (String name : specs.repair(kernel.launcher())) {
            out.println("Repaired kernel '" + name + "', which named a glimpse that is gone: it starts this one now");
        }
        specs.withoutJdk()
                .forEach((name, home) -> out.println("Kernel '" + name + "' names a JDK that is gone, " + home
                        + ": install it again with --name " + name + " --jdk FOLDER"));
        return 0;
    }

    private static Path launcher() {
        String home = System.getProperty("glimpse.home");
        if (home == null) {
            throw new IllegalStateException("glimpse.home is not set: run the 'glimpse' script of a distribution");
        }
        return Path.of(home).toAbsolutePath().resolve("bin/glimpse");
    }

    private Map<String, String> environment() {
        Path java = jdk == null ? Path.of(System.getProperty("java.home")) : jdk.toAbsolutePath();
        if (!Files.isExecutable(java.resolve("bin/java"))) {
            throw new ParameterException(spec.commandLine(), "--jdk " + java + " holds no bin/java");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("JAVA_HOME", java.toString());
        List<String> options = new ArrayList<>(javaOptions);
        if (enablePreview) {
            options.add("--enable-preview");
        }
        if (!options.isEmpty()) {
            variables.put("GLIMPSE_JAVA_OPTS", String.join(" ", options));
        }
        variables.putAll(env);
        return variables;
    }
}
