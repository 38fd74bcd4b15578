package glimpse.cluster.closure;

import glimpse.cluster.scratch.Scratch;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The classes of a plain Java program: its class path goes to the workers as jars, folders of classes packed into one. What the workers have
 * anyway, Glimpse and its libraries, stays here. Immutable.
 */
public final class ApplicationClasses implements SessionClasses {
    private static final String OUR_LIBRARIES =
            "(jeromq|jnacl|jackson-(core|databind|annotations)|ini4j|asm(-tree|-analysis)?|slf4j-api|logback-(classic|core))-[0-9].*\\.jar";

    private final ClassLoader loader;
    private final List<Path> jars;

    private ApplicationClasses(ClassLoader loader, List<Path> jars) {
        this.loader = loader;
        this.jars = List.copyOf(jars);
    }

    /** The classes of this program's class path, as it is now. */
    public static ApplicationClasses ofThisProgram() {
        List<Path> entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
        return new ApplicationClasses(ClassLoader.getSystemClassLoader(), jars(entries));
    }

    /** The classes of a loader, all of which the workers have already. */
    public static ApplicationClasses alsoOnWorkers(ClassLoader loader) {
        return new ApplicationClasses(loader, List.of());
    }

    static List<Path> jars(List<Path> classPath) {
        List<Path> jars = new ArrayList<>();
        try {
            for (Path entry : classPath) {
                if (Files.isDirectory(entry)) {
                    if (!Files.exists(entry.resolve("glimpse/cluster/pool/Pool.class"))) {
                        jars.add(packed(entry));
                    }
                } else if (Files.isReadable(entry) && !isOurs(entry)) {
                    jars.add(entry);
                }
            }
            return jars;
        } catch (IOException e) {
            throw new UncheckedIOException("the class path cannot be read", e);
        }
    }

    private static boolean isOurs(Path jar) throws IOException {
        if (String.valueOf(jar.getFileName()).matches(OUR_LIBRARIES)) {
            return true;
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry("glimpse/cluster/pool/") != null
                    || file.getEntry("glimpse/gearman/packet/") != null
                    || file.getEntry("glimpse/cluster/pool/Pool.class") != null
                    || file.getEntry("glimpse/gearman/packet/Packet.class") != null;
        }
    }

    private static Path packed(Path folder) throws IOException {
        Path jar = Files.createTempFile(Scratch.folder(), "classes", ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                JarEntry entry = new JarEntry(folder.relativize(file).toString().replace(File.separatorChar, '/'));
                entry.setTime(0); // the same classes are the same jar
                out.putNextEntry(entry);
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    @Override
    public ClassLoader loader() {
        return loader;
    }

    @Override
    public Optional<byte[]> classBytes(String binaryName) {
        return Optional.empty();
    }

    /** The frames of the program's own classes have their file and line already. */
    @Override
    public Optional<SourceLines> sourceLines(String binaryName) {
        try {
            Class<?> type = Class.forName(binaryName, false, loader);
            boolean isOwn = type.getClassLoader() == loader && !binaryName.startsWith("glimpse.cluster.");
            return isOwn ? Optional.of(new SourceLines(binaryName, line -> line)) : Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    @Override
    public List<Path> jars() {
        return jars;
    }
}
