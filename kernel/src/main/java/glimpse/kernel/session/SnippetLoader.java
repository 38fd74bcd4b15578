package glimpse.kernel.session;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/** Defines the classes of snippets, and those of the jars of the session. Any thread may load through it. */
final class SnippetLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> snippets = new ConcurrentHashMap<>();

    SnippetLoader(ClassLoader parent) {
        super(new URL[0], parent);
    }

    /** Takes the bytes of classes, which are defined when first asked for. */
    void record(ClassBytecodes[] classes) {
        for (ClassBytecodes each : classes) {
            snippets.put(each.name(), each.bytecodes());
        }
    }

    /** The bytes of a snippet's class as JShell compiled them. */
    Optional<byte[]> classBytes(String binaryName) {
        return Optional.ofNullable(snippets.get(binaryName)).map(byte[]::clone);
    }

    void add(Path entry) {
        try {
            addURL(entry.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a place for classes: " + entry, e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = snippets.get(name);
        return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
    }
}
