package glimpse.cluster.closure;

import java.util.Map;

/** Defines the classes of one image, all in one loader: they share a package and its private members. Any thread. */
final class ImageLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes;

    ImageLoader(Map<String, byte[]> classes, ClassLoader jars) {
        super(jars);
        this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
