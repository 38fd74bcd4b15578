package glimpse.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The archive of loaded classes that {@code bin/glimpse} has told this JVM to use: {@code docs/adr/0007-class-data-archive.md}. */
final class ClassArchive {
    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

    private ClassArchive() {}

    /** Deletes one that the JVM has left aside, with all that were made with it: the next start makes them anew, once. */
    static void deleteIfDamaged() {
        String file = System.getProperty("glimpse.archive");
        if (file != null && !System.getProperty("java.vm.info", "").contains("sharing")) {
            try {
                delete(Path.of(file));
            } catch (IOException e) {
                LOG.debug("{} stays", file, e);
            }
        }
    }

    static void delete(Path archive) throws IOException {
        String name = archive.getFileName().toString();
        String key = name.substring(name.indexOf('-') + 1, name.lastIndexOf('.'));
        Path remade = archive.resolveSibling("remade-" + key);
        Files.write(Files.exists(remade) ? archive.resolveSibling("failed-" + key) : remade, new byte[0]);
        Files.deleteIfExists(archive.resolveSibling("kernel-" + key + ".aot"));
        Files.deleteIfExists(archive.resolveSibling("classes-" + key + ".jsa"));
    }
}
