package glimpse.kernel.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Makes a JShell that compiles for this JVM and sees none of the program's own classes. */
final class Shells {
    private static final String CLASS_PATH = "java.class.path";

    private Shells() {}

    /** Builds a JShell around {@code control}. */
    static JShell build(ExecutionControl control) {
        // JShell's compiler reads the property once, here; an option -cp would hide what is added later
        synchronized (Shells.class) {
            String own = System.getProperty(CLASS_PATH);
            System.setProperty(CLASS_PATH, "");
            try {
                return JShell.builder()
                        .executionEngine(new Provider(control), Map.of())
                        .compilerOptions(compilerOptions())
                        .fileManager(CompilerFiles::new)
                        .build();
            } finally {
                System.setProperty(CLASS_PATH, own);
            }
        }
    }

    private static String[] compilerOptions() {
        List<String> options = new ArrayList<>(List.of("-g", "-parameters", "-Xlint:-options"));
        options.addAll(Preview.compilerOptions());
        return options.toArray(String[]::new);
    }

    private record Provider(ExecutionControl control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "glimpse";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control;
        }
    }
}
