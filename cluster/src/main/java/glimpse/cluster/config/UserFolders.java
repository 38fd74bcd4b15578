package glimpse.cluster.config;

import java.nio.file.Path;

/** Where this user's own files are, after the XDG base directory specification; nothing is created here. Any thread. */
public final class UserFolders {
    private UserFolders() {}

    /** {@code glimpse} in {@code XDG_DATA_HOME}: what must not be lost. */
    public static Path data() {
        return glimpse("XDG_DATA_HOME", Path.of(".local", "share"));
    }

    /** {@code glimpse} in {@code XDG_CONFIG_HOME}: what the user writes. */
    public static Path config() {
        return glimpse("XDG_CONFIG_HOME", Path.of(".config"));
    }

    /** {@code glimpse} in {@code XDG_CACHE_HOME}: what can be made again. */
    public static Path cache() {
        return glimpse("XDG_CACHE_HOME", Path.of(".cache"));
    }

    private static Path glimpse(String variable, Path inHome) {
        String xdg = System.getenv().getOrDefault(variable, "");
        Path base = xdg.isBlank() ? Path.of(System.getProperty("user.home")).resolve(inHome) : Path.of(xdg);
        return base.resolve("glimpse");
    }
}
