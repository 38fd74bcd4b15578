package glimpse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir
    private Path cache;

    @Test
    void aDamagedArchiveIsMadeAnewOnceAndThenNoMore() throws IOException {
        Path archive = cache.resolve("kernel-17.aot");
        Path classes = Files.createFile(cache.resolve("classes-17.jsa"));
        Path other = Files.createFile(cache.resolve("classes-18.jsa"));
        Files.createFile(archive);
        ClassArchive.delete(archive);
        assertThat(archive).doesNotExist();
        assertThat(classes).doesNotExist();
        assertThat(other).exists();
        assertThat(cache.resolve("failed-17")).doesNotExist();
        Files.createFile(archive);
        ClassArchive.delete(archive);
        assertThat(archive).doesNotExist();
        assertThat(cache.resolve("failed-17")).exists();
    }
}
