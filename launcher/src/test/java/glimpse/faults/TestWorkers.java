package glimpse.faults;

import glimpse.cluster.closure.ApplicationClasses;
import glimpse.cluster.closure.SessionClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Worker JVMs with this JVM's class path, so that the tests' functions need no shipping. */
final class TestWorkers {
    private TestWorkers() {}

    /** Starts one, which leaves with this process; its output is thrown away. */
    static Process start(Path config, int slots) throws IOException {
        return new ProcessBuilder(java(arguments(config, slots)))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The main class and arguments of one. */
    static String[] arguments(Path config, int slots) {
        return new String[] {
            "glimpse.launcher.GlimpseMain",
            "cluster",
            "-c",
            config.toString(),
            "worker",
            "-n",
            "" + slots,
            "--once",
            "--leave-with-parent"
        };
    }

    /** The command of a JVM with this one's class path. */
    static List<String> java(String... mainClassAndArguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(mainClassAndArguments));
        return command;
    }

    /** The classes of the tests are on the class path of the workers too. */
    static SessionClasses classes() {
        return ApplicationClasses.alsoOnWorkers(TestWorkers.class.getClassLoader());
    }
}
