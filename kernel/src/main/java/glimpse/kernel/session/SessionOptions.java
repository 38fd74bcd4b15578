package glimpse.kernel.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session begins with. Immutable.
 *
 * @param imports import declarations without their keyword: {@code java.util.*}, {@code static java.lang.Math.PI}
 * @param visiblePackages packages of this program that cells can name; all others are hidden from compiler and completion
 * @param classpath jars and folders for the session
 * @param warmUp whether to use the compiler a little before the first cell: for sessions with a person before them
 */
public record SessionOptions(List<String> imports, List<String> visiblePackages, List<Path> classpath, boolean warmUp) {
    private static final List<String> JAVA_IMPORTS = List.of(
            "java.io.*",
            "java.math.*",
            "java.net.*",
            "java.nio.file.*",
            "java.time.*",
            "java.util.*",
            "java.util.List",
            "java.util.concurrent.*",
            "java.util.function.*",
            "java.util.regex.*",
            "java.util.stream.*");

    public SessionOptions {
        imports = List.copyOf(imports);
        visiblePackages = List.copyOf(visiblePackages);
        classpath = List.copyOf(classpath);
    }

    /** The usual packages of the JDK, nothing else. */
    public static SessionOptions java() {
        return new SessionOptions(JAVA_IMPORTS, List.of(), List.of(), false);
    }

    /** With one more import. */
    public SessionOptions withImport(String name) {
        List<String> more = new ArrayList<>(imports);
        more.add(name);
        return new SessionOptions(more, visiblePackages, classpath, warmUp);
    }

    /** With one more of this program's packages in sight of the cells. */
    public SessionOptions withVisiblePackage(String name) {
        List<String> more = new ArrayList<>(visiblePackages);
        more.add(name);
        return new SessionOptions(imports, more, classpath, warmUp);
    }

    /** With one more jar or folder. */
    public SessionOptions withClasspath(Path entry) {
        List<Path> more = new ArrayList<>(classpath);
        more.add(entry);
        return new SessionOptions(imports, visiblePackages, more, warmUp);
    }

    /** With the compiler warmed up while nobody waits for it. */
    public SessionOptions withWarmUp() {
        return new SessionOptions(imports, visiblePackages, classpath, true);
    }
}
