package glimpse.kernel.jupyter.spec;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Jupyter's data folders, where it looks for {@code kernels/}; the same rules as {@code jupyter --paths}. */
public final class DataFolder {
    private DataFolder() {}

    /** The folder of this user ({@code --user}). */
    public static Path user() {
        return user(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    static Path user(Map<String, String> environment, String osName, Path home) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (environment.containsKey("JUPYTER_DATA_DIR")) {
            return Path.of(environment.get("JUPYTER_DATA_DIR"));
        }
        if (os.startsWith("mac")) {
            return home.resolve("Library/Jupyter");
        }
        if (os.startsWith("windows")) {
            return Path.of(environment.getOrDefault("APPDATA", home.toString())).resolve("jupyter");
        }
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        return (xdg.isEmpty() ? home.resolve(".local/share") : Path.of(xdg)).resolve("jupyter");
    }

    /** The folder of an installation ({@code --prefix}). */
    public static Path under(Path prefix) {
        return prefix.toAbsolutePath().resolve("share/jupyter");
    }

    /**
     * The folder of the active Python environment ({@code --sys-prefix}): a virtual or conda environment, else what {@code python3} says.
     *
     * @throws IOException if there is no Python to ask
     */
    public static Path ofPython() throws IOException {
        for (String variable : new String[] {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
            String prefix = System.getenv(variable);
            if (prefix != null && !prefix.isEmpty()) {
                return under(Path.of(prefix));
            }
        }
        Process python = new ProcessBuilder("python3", "-c", "import sys; print(sys.prefix)")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String prefix = new String(python.getInputStream().readAllBytes(), Charset.defaultCharset());
        if (prefix.isBlank()) {
            throw new IOException("python3 does not tell its prefix: use --prefix");
        }
        return under(Path.of(prefix.strip()));
    }
}
