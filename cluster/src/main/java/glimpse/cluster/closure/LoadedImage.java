package glimpse.cluster.closure;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An image made live in this JVM: its function, ready to be called from any thread, and the loader of its classes. */
public final class LoadedImage {
    /** Jars are opened once for all images that have the same. */
    private static final Map<JarsKey, WeakReference<JarLoader>> JARS = new ConcurrentHashMap<>();

    private final ClassLoader loader;
    private final Object function;
    private final Set<String> sharedIds;

    private LoadedImage(ClassLoader loader, Object function, Set<String> sharedIds) {
        this.loader = loader;
        this.function = function;
        this.sharedIds = sharedIds;
    }

    private record JarsKey(List<JarRef> jars, ClassLoader parent) {}

    /**
     * Defines the classes, makes the function, sets the variables.
     *
     * @param parent where the classes of {@code glimpse.cluster.closure.runtime} come from
     * @throws IOException if a jar cannot be had or the image does not fit this JVM
     */
    public static LoadedImage load(Image image, JarSource jars, ClassLoader parent) throws IOException {
        return load(image, jars, SharedSource.NONE, parent);
    }

    /** The same, with the values of the handles that are in it. */
    public static LoadedImage load(Image image, JarSource jars, SharedSource shared, ClassLoader parent)
            throws IOException {
        ClassLoader loader = classes(image, jars, parent);
        try {
            return BigStack.call(() -> read(image, shared, loader));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("image " + image.id() + " cannot be loaded: " + e, e);
        }
    }

    /** A loader of the image's classes, whose parent loads its jars, if there are some. */
    static ClassLoader classes(Image image, JarSource jars, ClassLoader parent) throws IOException {
        return new ImageLoader(image.classes(), jarLoader(image.jars(), jars, parent));
    }

    private static ClassLoader jarLoader(List<JarRef> refs, JarSource source, ClassLoader parent) throws IOException {
        if (refs.isEmpty()) {
            return parent;
        }
        JarsKey key = new JarsKey(refs, parent);
        WeakReference<JarLoader> known = JARS.get(key);
        JarLoader loader = known == null ? null : known.get();
        if (loader == null) {
            List<Path> files = new ArrayList<>();
            for (JarRef each : refs) {
                files.add(source.jar(each));
            }
            loader = new JarLoader(files, parent);
            JARS.put(key, new WeakReference<>(loader));
        }
        return loader;
    }

    private static LoadedImage read(Image image, SharedSource shared, ClassLoader loader)
            throws IOException, ReflectiveOperationException {
        try (ValueInput in = new ValueInput(image.snapshot(), loader, shared, null)) {
            Object function = in.readRoot();
            while (in.readBoolean()) {
                set(in.readUTF(), in.readUTF(), in.readRoot(), loader);
            }
            return new LoadedImage(loader, function, Set.copyOf(in.sharedIds()));
        }
    }

    private static void set(String owner, String name, Object value, ClassLoader loader)
            throws ReflectiveOperationException, InvalidObjectException {
        Field field = Class.forName(owner, true, loader).getDeclaredField(name);
        field.setAccessible(true);
        field.set(null, value);
    }

    /** What was captured. */
    public Object function() {
        return function;
    }

    /** Whether it has a handle of this value. */
    public boolean shares(String id) {
        return sharedIds.contains(id);
    }

    /** Loads the image's classes; arguments are read with it. */
    public ClassLoader classLoader() {
        return loader;
    }
}
