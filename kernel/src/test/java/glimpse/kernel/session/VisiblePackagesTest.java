package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisiblePackagesTest {
    /** One that is a folder here, and one that is in a jar. */
    private static final List<String> PACKAGES = List.of("glimpse.api", "org.slf4j");

    @Test
    void manySessionsOpenAtTheSameTime() {
        List<List<String>> entries =
                IntStream.range(0, 40).parallel().mapToObj(each -> entries()).toList();
        assertThat(entries.get(0)).contains("glimpse/api/Glimpse.class", "org/slf4j/Logger.class");
        assertThat(entries).containsOnly(entries.get(0));
    }

    private static List<String> entries() {
        try {
            Path jar = VisiblePackages.jar(PACKAGES);
            try (JarFile file = new JarFile(jar.toFile())) {
                return file.stream().map(JarEntry::getName).sorted().toList();
            } finally {
                VisiblePackages.release(jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
