package glimpse.cluster.closure;

import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Reads values, with the classes of one loader. */
final class ValueInput extends ObjectInputStream {
    private final ClassLoader loader;
    private final SharedSource shared;
    private final Set<String> sharedIds = new HashSet<>();
    private boolean ofLoader;

    ValueInput(InputStream in, ClassLoader loader, SharedSource shared, ObjectInputFilter filter) throws IOException {
        super(in);
        this.loader = loader;
        this.shared = shared;
        if (filter != null) {
            setObjectInputFilter(filter);
        }
    }

    /** Reads what {@link ValueOutput#writeRoot} wrote. */
    Object readRoot() throws IOException, ClassNotFoundException {
        for (int i = readInt(); i > 0; i--) {
            Object unused = readValue();
        }
        return readValue();
    }

    /** Reads an object. */
    Object readValue() throws IOException, ClassNotFoundException {
        try {
            return readObject();
        } catch (ArrayStoreException | ClassCastException e) {
            if (String.valueOf(e.getMessage()).contains("SerializedLambda")) {
                InvalidObjectException clear = new InvalidObjectException(
                        "a lambda that reaches itself through a collection cannot be sent; use a method or a variable for the recursion");
                clear.initCause(e);
                throw clear;
            }
            throw e;
        }
    }

    /** The value of a handle that is being read. */
    Supplier<?> shared(String id) throws IOException {
        sharedIds.add(id);
        return shared.value(id, loader);
    }

    /** The handles that were read so far, by their ids. */
    Set<String> sharedIds() {
        return sharedIds;
    }

    /** Whether a class was among those read that another loader may have as another class. */
    boolean isOfLoader() {
        return ofLoader;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
        try {
            Class<?> type = Class.forName(described.getName(), false, loader);
            ClassLoader its = type.getClassLoader();
            ofLoader |= its != null
                    && its != ClassLoader.getPlatformClassLoader()
                    && its != ValueInput.class.getClassLoader();
            return type;
        } catch (ClassNotFoundException e) {
            return super.resolveClass(described); // primitive types
        }
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException, ClassNotFoundException {
        ofLoader = true;
        Class<?>[] types = new Class<?>[interfaces.length];
        for (int i = 0; i < interfaces.length; i++) {
            types[i] = Class.forName(interfaces[i], false, loader);
        }
        return Proxy.newProxyInstance(loader, types, (proxy, method, arguments) -> null)
                .getClass();
    }
}
