package glimpse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.cluster.security.ClusterKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnKeyTest {
    @Test
    void theSameKeyEveryTimeForItsOwnerAlone(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("glimpse/key");
        ClusterKey key = OwnKey.get(file);
        assertThat(OwnKey.get(file)).isEqualTo(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whereNoFileCanBeThereIsAKeyStill(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(OwnKey.get(file.resolve("key")).isNone()).isFalse();
        assertThat(OwnKey.get(file).isNone()).isFalse();
    }
}
