package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Jars and folders on their way to the class path of a session. */
final class ClassPathEntries {
    /** Where a library names its extensions for JJava, a class in each line. */
    private static final String EXTENSIONS = "META-INF/services/org.dflib.jjava.jupyter.Extension";

    /** Where a jar names its JDBC drivers. {@code DriverManager} looks once, which was before this jar came. */
    private static final String DRIVERS = "META-INF/services/java.sql.Driver";

    private ClassPathEntries() {}

    /**
     * Puts them on the class path, makes their JDBC drivers known, and installs the extensions for JJava that they have.
     *
     * @return their names, as notebooks of other kernels expect
     * @throws MagicException if one is no jar: the compiler would refuse every later cell
     */
    static List<String> add(List<Path> entries, MagicContext context) throws MagicException {
        List<String> drivers = new ArrayList<>();
        List<String> extensions = new ArrayList<>();
        for (Path entry : entries) {
            if (Files.isRegularFile(entry)) {
                drivers.addAll(classesIn(entry, DRIVERS));
                extensions.addAll(classesIn(entry, EXTENSIONS));
            }
        }
        List<String> names = new ArrayList<>();
        for (Path entry : entries) {
            context.session().addToClasspath(entry);
            names.add(entry.toString());
        }
        drivers.forEach(driver -> register(driver, context));
        Extensions installed = context.service(Extensions.class);
        extensions.forEach(extension -> installed.install(extension, context));
        return names;
    }

    static boolean isJar(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> classesIn(Path jar, String service) throws MagicException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(service);
            if (entry == null) {
                return List.of();
            }
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8))) {
                return lines.lines()
                        .map(line -> line.replaceAll("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .toList();
            }
        } catch (IOException e) {
            throw new MagicException(jar + " is no jar: " + e.getMessage(), e);
        }
    }

    /** A driver registers itself when its class is initialized. */
    private static void register(String className, MagicContext context) {
        try {
            Class.forName(className, true, context.session().sessionClasses().loader());
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String text = "the JDBC driver " + className + " could not be loaded: " + cause + "\n";
            context.output().write(Stream.STDERR, text);
        }
    }
}
