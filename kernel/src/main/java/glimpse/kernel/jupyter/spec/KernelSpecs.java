package glimpse.kernel.jupyter.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import glimpse.kernel.jupyter.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The kernel specs of one Jupyter data folder. */
public final class KernelSpecs {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final List<String> LOGOS = List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg");
    private static final String KERNEL_JSON = "kernel.json";

    private final Path kernels;

    /**
     * The specs under a data folder, which need not exist yet.
     *
     * @param dataFolder one of {@link DataFolder}'s
     */
    public KernelSpecs(Path dataFolder) {
        this.kernels = dataFolder.resolve("kernels");
    }

    /**
     * Writes the spec, over an older one of the same name.
     *
     * @return its folder
     * @throws IOException if it cannot be written, another program's spec has the name, or Jupyter does not take the name
     */
    public Path install(String name, KernelSpec spec) throws IOException {
        Path folder = folder(name);
        if (Files.exists(folder.resolve(KERNEL_JSON)) && !isOurs(folder)) {
            throw new IOException(folder + " is another kernel's: choose another --name");
        }
        Files.createDirectories(folder);
        for (String logo : LOGOS) {
            try (InputStream image = KernelSpecs.class.getResourceAsStream(logo)) {
                Files.copy(image, folder.resolve(logo), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.writeString(folder.resolve(KERNEL_JSON), spec.toJson().toPrettyString() + "\n");
        return folder;
    }

    /**
     * Gives the specs of ours whose command is gone, because the program has moved, the present one; all else in them stays.
     *
     * @param launcher the absolute path of the {@code glimpse} command
     * @return the names of those that were changed
     * @throws IOException if one cannot be written
     */
    public List<String> repair(Path launcher) throws IOException {
        List<String> repaired = new ArrayList<>();
        for (String name : names()) {
            Path file = kernels.resolve(name).resolve(KERNEL_JSON);
            if (Json.parse(Files.readAllBytes(file)) instanceof ObjectNode json
                    && json.path("argv") instanceof ArrayNode argv
                    && !Files.exists(Path.of(argv.path(0).asText()))) {
                argv.set(0, TextNode.valueOf(launcher.toString()));
                Files.writeString(file, json.toPrettyString() + "\n");
                repaired.add(name);
            }
        }
        return repaired;
    }

    /** The installed kernels of Glimpse whose JDK is gone, with its folder. */
    public Map<String, Path> withoutJdk() throws IOException {
        Map<String, Path> missing = new TreeMap<>();
        for (String name : names()) {
            JsonNode json = Json.parse(Files.readAllBytes(kernels.resolve(name).resolve(KERNEL_JSON)));
            String javaHome = json.at("/env/JAVA_HOME").asText();
            if (!javaHome.isEmpty() && !Files.exists(Path.of(javaHome, "bin", "java"))) {
                missing.put(name, Path.of(javaHome));
            }
        }
        return missing;
    }

    /**
     * Removes the spec.
     *
     * @return its folder
     * @throws IOException if there is none of ours by that name
     */
    public Path uninstall(String name) throws IOException {
        Path folder = folder(name);
        if (!isOurs(folder)) {
            throw new IOException(folder + " is no kernel of Glimpse (expected: one of " + names() + ")");
        }
        for (String logo : LOGOS) {
            Files.deleteIfExists(folder.resolve(logo));
        }
        Files.delete(folder.resolve(KERNEL_JSON));
        Files.delete(folder);
        return folder;
    }

    /** The names of the installed kernels of Glimpse. */
    public List<String> names() throws IOException {
        if (!Files.isDirectory(kernels)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(kernels)) {
            return folders.filter(KernelSpecs::isOurs)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private Path folder(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IOException("name " + name + " (expected: letters, digits, '.', '_', '-')");
        }
        return kernels.resolve(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isOurs(Path folder) {
        try {
            JsonNode json = Json.parse(Files.readAllBytes(folder.resolve(KERNEL_JSON)));
            return json.at("/metadata/implementation").asText().equals(KernelSpec.IMPLEMENTATION);
        } catch (IOException e) {
            return false;
        }
    }
}
