package glimpse.cluster.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
    @TempDir
    private Path temporary;

    private Path folder(String name, Duration age) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve(name));
        Files.writeString(folder.resolve("config.ini"), "[client]");
        Path lock = Files.createFile(folder.resolve("lock"));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(age)));
        return folder;
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws IOException {
        Path dead = folder("glimpse-dead", Duration.ofHours(1));
        Scratch.sweep(temporary);
        assertThat(dead).doesNotExist();
    }

    @Test
    void whatAnotherHoldsWhatIsNewAndWhatIsNotOursStays() throws IOException {
        Path held = folder("glimpse-held", Duration.ofHours(1));
        Path young = folder("glimpse-young", Duration.ofSeconds(1));
        Path foreign = Files.createDirectory(temporary.resolve("glimpse-foreign"));
        Path other = folder("other", Duration.ofHours(1));
        try (FileChannel channel = FileChannel.open(held.resolve("lock"), StandardOpenOption.WRITE)) {
            assertThat(channel.tryLock()).isNotNull();
            Scratch.sweep(temporary);
        }
        assertThat(temporary.toFile().listFiles())
                .extracting(File::toPath)
                .containsExactlyInAnyOrder(held, young, foreign, other);
    }

    @Test
    void aFolderIsMadeAndRemoved() throws IOException {
        Path folder = Scratch.newFolder("test");
        Files.writeString(folder.resolve("a"), "a");
        assertThat(folder.getParent()).isEqualTo(Scratch.folder());
        Scratch.remove(folder);
        assertThat(folder).doesNotExist();
    }
}
