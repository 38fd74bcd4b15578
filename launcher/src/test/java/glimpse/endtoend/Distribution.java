package glimpse.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the built distribution, the repository and the peers are, as Maven and {@code ./check} tell. */
final class Distribution {
    private Distribution() {}

    static Path bin(String program) {
        return home().resolve("bin").resolve(program);
    }

    static Path home() {
        return Path.of(required("glimpse.home"));
    }

    static Path repository() {
        return Path.of(required("glimpse.repository"));
    }

    /** A Python with Jupyter in it. */
    static String python() {
        return required("glimpse.python");
    }

    /** The JDK of this run and, when {@code ./check} found one, another LTS. */
    static List<Path> jdks() {
        List<Path> jdks = new ArrayList<>();
        jdks.add(Path.of(System.getProperty("java.home")));
        String other = System.getProperty("glimpse.otherJdk", "");
        if (!other.isBlank()) {
            jdks.add(Path.of(other));
        }
        return jdks;
    }

    /** The feature version of a JDK, as its {@code release} file has it. */
    static int version(Path jdk) throws IOException {
        String line = Files.readAllLines(jdk.resolve("release")).stream()
                .filter(each -> each.startsWith("JAVA_VERSION="))
                .findFirst()
                .orElseThrow();
        return Runtime.Version.parse(line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
                .feature();
    }

    private static String required(String property) {
        String value = System.getProperty(property, "");
        if (value.isBlank()) {
            throw new AssertionError("system property " + property + " is missing: run the tests with Maven (./check)");
        }
        return value;
    }
}
