package glimpse.kernel.library;

import java.nio.file.Path;

/** {@code glimpse} in {@code XDG_CACHE_HOME}: what can be made again. */
public final class CacheFolder {
    private CacheFolder() {}

    /** A folder in it; not created here. */
    public static Path of(String name) {
        String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path cache = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return cache.resolve("glimpse").resolve(name);
    }
}
