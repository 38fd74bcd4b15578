package glimpse.launcher;

import java.nio.file.Path;

/** Where this user's own files are kept, after the XDG base directory specification. */
final class UserFolders {
    private UserFolders() {}

    /** {@code glimpse} in {@code XDG_DATA_HOME}; not created here. */
    static Path data() {
        String xdg = System.getenv().getOrDefault("XDG_DATA_HOME", "");
        Path data = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "share") : Path.of(xdg);
        return data.resolve("glimpse");
    }

    /** {@code glimpse} in {@code XDG_CONFIG_HOME}; not created here. */
    static Path config() {
        String xdg = System.getenv().getOrDefault("XDG_CONFIG_HOME", "");
        Path config = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(xdg);
        return config.resolve("glimpse");
    }
}
