package glimpse.cluster.closure;

import glimpse.cluster.closure.rewrite.Rewriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.List;

/**
 * Loads the classes of a session's jars, their lambdas made able to travel. The jars come before the program's own classes, but for the
 * packages that both must share. Any thread.
 */
public class JarLoader extends URLClassLoader {
    /** The last two are names of other kernels that this program answers to. */
    private static final List<String> SHARED = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "glimpse.",
            "org.slf4j.",
            "org.dflib.jjava.jupyter.",
            "io.github.spencerpark.");

    static {
        registerAsParallelCapable();
    }

    public JarLoader(List<Path> jars, ClassLoader parent) {
        super(new URL[0], parent);
        jars.forEach(this::add);
    }

    /** Adds a jar or a folder at the end. */
    public final void add(Path entry) {
        try {
            addURL(entry.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a place for classes: " + entry, e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (SHARED.stream().anyMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try {
                return findClass(name);
            } catch (ClassNotFoundException e) {
                return super.loadClass(name, resolve);
            }
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        URL place = findResource(name.replace('.', '/') + ".class");
        if (place == null) {
            throw new ClassNotFoundException(name);
        }
        try {
            URLConnection connection = place.openConnection();
            byte[] original;
            try (InputStream in = connection.getInputStream()) {
                original = in.readAllBytes();
            }
            byte[] rewritten = Rewriter.library(original);
            return rewritten == original
                    ? super.findClass(name)
                    : defineClass(name, rewritten, 0, rewritten.length, source(connection));
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static CodeSource source(URLConnection connection) throws IOException {
        if (connection instanceof JarURLConnection jar) {
            return new CodeSource(jar.getJarFileURL(), jar.getJarEntry().getCodeSigners());
        }
        return new CodeSource(connection.getURL(), (CodeSigner[]) null);
    }
}
