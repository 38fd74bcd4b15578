package glimpse.kernel.jupyter.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import glimpse.kernel.jupyter.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSpecsTest {
    @TempDir
    private Path folder;

    @Test
    void anInstalledSpecHasItsCommandItsNameItsEnvironmentAndLogos() throws IOException {
        Path installed = new KernelSpecs(folder).install("Glimpse", spec("Java (Glimpse)"));
        assertThat(installed).isEqualTo(folder.resolve("kernels/glimpse"));
        JsonNode json = Json.parse(Files.readAllBytes(installed.resolve("kernel.json")));
        assertThat(json.path("argv"))
                .isEqualTo(Json.tree(new String[] {"/opt/glimpse/bin/glimpse", "kernel", "{connection_file}"}));
        assertThat(json.path("display_name").asText()).isEqualTo("Java (Glimpse)");
        assertThat(json.path("interrupt_mode").asText()).isEqualTo("message");
        assertThat(json.at("/env/JAVA_HOME").asText()).isEqualTo("/opt/jdk");
        assertThat(installed.resolve("logo-32x32.png")).isNotEmptyFile();
        assertThat(installed.resolve("logo-64x64.png")).isNotEmptyFile();
        assertThat(installed.resolve("logo-svg.svg")).isNotEmptyFile();
    }

    @Test
    void severalStandSideBySideAndGoOneByOne() throws IOException {
        KernelSpecs specs = new KernelSpecs(folder);
        assertThat(specs.names()).isEmpty();
        specs.install("glimpse", spec("one"));
        specs.install("glimpse-25", spec("two"));
        specs.install("glimpse", spec("one again"));
        assertThat(specs.names()).containsExactly("glimpse", "glimpse-25");
        specs.uninstall("glimpse");
        assertThat(specs.names()).containsExactly("glimpse-25");
        assertThat(folder.resolve("kernels/glimpse")).doesNotExist();
    }

    @Test
    void afterAMoveThoseWhoseCommandIsGoneStartThePresentOneAndKeepTheRest() throws IOException {
        Path launcher = Files.createFile(folder.resolve("moved"));
        Path other = Files.createFile(folder.resolve("another build"));
        KernelSpecs specs = new KernelSpecs(folder);
        specs.install("old", spec("Java (8 GB)"));
        specs.install("other", new KernelSpec("another", other, Map.of()));
        assertThat(specs.repair(launcher)).containsExactly("old");
        JsonNode old = Json.parse(Files.readAllBytes(folder.resolve("kernels/old/kernel.json")));
        assertThat(old.path("argv"))
                .isEqualTo(Json.tree(new String[] {launcher.toString(), "kernel", "{connection_file}"}));
        assertThat(old.path("display_name").asText()).isEqualTo("Java (8 GB)");
        assertThat(old.at("/env/JAVA_HOME").asText()).isEqualTo("/opt/jdk");
        assertThat(Files.readString(folder.resolve("kernels/other/kernel.json")))
                .contains(other.toString());
        assertThat(specs.repair(launcher)).isEmpty();
        assertThat(specs.withoutJdk()).isEqualTo(Map.of("old", Path.of("/opt/jdk")));
    }

    @Test
    void anotherKernelsSpecIsNeverTouched() throws IOException {
        Path python = Files.createDirectories(folder.resolve("kernels/python3"));
        Files.writeString(python.resolve("kernel.json"), "{\"argv\": [\"python\"]}");
        KernelSpecs specs = new KernelSpecs(folder);
        assertThatThrownBy(() -> specs.uninstall("python3"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no kernel of Glimpse");
        assertThatThrownBy(() -> specs.install("python3", spec("x")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("--name");
        assertThat(specs.names()).isEmpty();
    }

    @Test
    void aNameThatIsAPathIsRefused() {
        KernelSpecs specs = new KernelSpecs(folder);
        assertThatThrownBy(() -> specs.install("../x", spec("x")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("name ../x");
    }

    @Test
    void theUsersFolderIsWhereJupyterLooks() {
        Path home = Path.of("/home/ada");
        assertThat(DataFolder.user(Map.of(), "Linux", home)).isEqualTo(home.resolve(".local/share/jupyter"));
        assertThat(DataFolder.user(Map.of("XDG_DATA_HOME", "/data"), "Linux", home))
                .isEqualTo(Path.of("/data/jupyter"));
        assertThat(DataFolder.user(Map.of(), "Mac OS X", home)).isEqualTo(home.resolve("Library/Jupyter"));
        assertThat(DataFolder.user(Map.of("JUPYTER_DATA_DIR", "/j"), "Mac OS X", home))
                .isEqualTo(Path.of("/j"));
        assertThat(DataFolder.under(Path.of("/usr/local"))).isEqualTo(Path.of("/usr/local/share/jupyter"));
    }

    private static KernelSpec spec(String displayName) {
        return new KernelSpec(displayName, Path.of("/opt/glimpse/bin/glimpse"), Map.of("JAVA_HOME", "/opt/jdk"));
    }
}
