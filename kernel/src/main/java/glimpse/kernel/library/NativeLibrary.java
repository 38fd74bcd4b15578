package glimpse.kernel.library;

import glimpse.cluster.config.UserFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Native code that a Java library carries in its jar. Left alone, such libraries unpack it into a new temporary file at each start, and leave
 * it behind when the process is killed; from here they load a copy that is made once.
 */
public enum NativeLibrary {
    /** SQLite's, for histories. */
    SQLITE("sqlitejdbc", "org.sqlite.lib") {
        @Override
        String folder() {
            return "/org/sqlite/native/" + org.sqlite.util.OSInfo.getNativeLibFolderPathForCurrentOS();
        }
    },
    /** JLine's, for terminals. */
    JLINE("jlinenative", "library.jline") {
        @Override
        String folder() {
            return "/org/jline/nativ/" + org.jline.nativ.OSInfo.getNativeLibFolderPathForCurrentOS();
        }
    };

    private final String file;
    private final String property;

    NativeLibrary(String name, String property) {
        this.file = System.mapLibraryName(name);
        this.property = property;
    }

    /** Where the library's jar has it for this machine. */
    abstract String folder();

    /** What loads the library. */
    @FunctionalInterface
    public interface Load<T, E extends Exception> {
        T load() throws E;
    }

    /**
     * Makes the copy if there is none, and has the library load it. Without a copy, the library does what it always does. Afterwards nothing
     * tells of the copy: the same library in a jar of the session's would read it too, and one file cannot be loaded for two class loaders.
     */
    public <T, E extends Exception> T loading(Load<T, E> library) throws E {
        boolean chosen = System.getProperty(property + ".path") != null; // by the user
        if (!chosen) {
            prepare();
        }
        try {
            return library.load();
        } finally {
            if (!chosen) {
                System.clearProperty(property + ".path");
                System.clearProperty(property + ".name");
            }
        }
    }

    private void prepare() {
        try {
            Path copy = copy();
            System.setProperty(property + ".path", copy.getParent().toString());
            System.setProperty(property + ".name", file);
        } catch (IOException | RuntimeException e) {
            System.getLogger(NativeLibrary.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> file + " is not kept: " + e);
        }
    }

    private Path copy() throws IOException {
        var resource = NativeLibrary.class.getResource(folder() + "/" + file);
        if (resource == null) {
            throw new IOException("no " + folder() + "/" + file);
        }
        // the place of the jar, which has the version in its name, tells versions apart
        String version = Integer.toHexString(resource.toString().hashCode());
        Path copy = UserFolders.cache().resolve("native").resolve(version).resolve(file);
        if (!Files.exists(copy)) {
            Files.createDirectories(copy.getParent());
            Path part = Files.createTempFile(copy.getParent(), file, ".part");
            try (InputStream in = resource.openStream()) {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
        }
        return copy;
    }
}
