package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/** Jars and folders on their way to the class path of a session. */
final class ClassPathEntries {
    /** How a library asks JJava to call it. */
    private static final String JJAVA_EXTENSION = "META-INF/services/org.dflib.jjava.jupyter.Extension";

    private ClassPathEntries() {}

    /**
     * Puts them on the class path.
     *
     * @return their names, as notebooks of other kernels expect
     * @throws MagicException if one is no jar: the compiler would refuse every later cell
     */
    static List<String> add(List<Path> entries, MagicContext context) throws MagicException {
        List<String> names = new ArrayList<>();
        for (Path entry : entries) {
            if (Files.isRegularFile(entry)) {
                look(entry, context);
            }
        }
        for (Path entry : entries) {
            context.session().addToClasspath(entry);
            names.add(entry.toString());
        }
        return names;
    }

    static boolean isJar(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void look(Path jar, MagicContext context) throws MagicException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.getEntry(JJAVA_EXTENSION) != null) {
                context.output()
                        .write(
                                Stream.STDERR,
                                jar.getFileName() + " has an extension of the kernel JJava, which is not run here: "
                                        + "show values of its types with renderer(Type.class, value -> html(…))\n");
            }
        } catch (IOException e) {
            throw new MagicException(jar + " is no jar: " + e.getMessage(), e);
        }
    }
}
