package glimpse.kernel.session;

import glimpse.cluster.config.UserFolders;
import glimpse.cluster.scratch.Scratch;
import glimpse.gearman.packet.Priority;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The packages of this program that cells may name, as a jar for the compiler: it must see no others. */
final class VisiblePackages {
    /** The modules that a session can see, and no package of another. */
    private static final List<Class<?>> ONE_OF_EACH_JAR =
            List.of(VisiblePackages.class, UserFolders.class, Priority.class);

    private VisiblePackages() {}

    /** The jar: kept in the cache folder when the program itself runs from jars, else written anew, until {@link #release}. */
    static Path jar(List<String> packages) {
        try {
            Optional<String> key = key(packages);
            if (key.isEmpty()) {
                return write(packages);
            }
            Path kept = UserFolders.cache().resolve("api").resolve(key.get() + ".jar");
            if (!Files.exists(kept)) {
                Files.createDirectories(kept.getParent());
                Path part = Files.createTempFile(kept.getParent(), "api", ".part");
                Files.move(write(packages), part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
            }
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException("packages for cells: " + packages, e);
        }
    }

    /**
     * Names the packages and the jars they come from, as these are now; empty if some come from folders. A look for the packages themselves
     * would open every jar of the program.
     */
    private static Optional<String> key(List<String> packages) throws IOException {
        StringBuilder key = new StringBuilder().append(packages);
        for (Class<?> each : ONE_OF_EACH_JAR) {
            Path jar = place(each);
            if (!Files.isRegularFile(jar)) {
                return Optional.empty();
            }
            key.append(jar)
                    .append(Files.size(jar))
                    .append(Files.getLastModifiedTime(jar).toMillis());
        }
        return Optional.of(Integer.toHexString(key.toString().hashCode()) + key.length());
    }

    private static Path place(Class<?> type) throws IOException {
        return path(type.getProtectionDomain().getCodeSource().getLocation());
    }

    private static Path write(List<String> packages) throws IOException {
        Path jar = Files.createTempFile(Scratch.folder(), "api", ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String each : packages) {
                addPackage(each.replace('.', '/'), out);
            }
        }
        return jar;
    }

    /** Deletes a jar that is not kept. */
    static void release(Path jar) throws IOException {
        if (!jar.startsWith(UserFolders.cache().resolve("api"))) {
            Files.deleteIfExists(jar);
        }
    }

    private static void addPackage(String folder, JarOutputStream out) throws IOException {
        for (URL place : Collections.list(VisiblePackages.class.getClassLoader().getResources(folder))) {
            if (place.getProtocol().equals("jar")) {
                String url = place.toString();
                Path jar = Path.of(URI.create(url.substring("jar:".length(), url.indexOf("!/"))));
                // by its path: by its address there can be only one of it, and another session may open at the same
                // time
                try (FileSystem files = FileSystems.newFileSystem(jar)) {
                    addFolder(files.getPath(folder), folder, out);
                }
            } else {
                addFolder(path(place), folder, out);
            }
        }
    }

    private static Path path(URL place) throws IOException {
        try {
            return Path.of(place.toURI());
        } catch (URISyntaxException e) {
            throw new IOException(place.toString(), e);
        }
    }

    private static void addFolder(Path from, String folder, JarOutputStream out) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path each :
                    files.filter(file -> file.toString().endsWith(".class")).toList()) {
                out.putNextEntry(new JarEntry(folder + "/" + each.getFileName()));
                try (InputStream in = Files.newInputStream(each)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }
}
