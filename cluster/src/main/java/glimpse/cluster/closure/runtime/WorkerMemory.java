package glimpse.cluster.closure.runtime;

import glimpse.cluster.closure.Values;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Values by name that last as long as this JVM, for all tasks that come: what {@code push} has sent, and what tasks keep. Any thread; a
 * value is shared by all that ask for it.
 */
public final class WorkerMemory {
    private static final Map<String, Entry> ENTRIES = new ConcurrentSkipListMap<>();

    private WorkerMemory() {}

    /**
     * The value of that name.
     *
     * @throws NoSuchElementException if there is none; names those that there are
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the caller knows what was pushed
    public static <T> T memory(String name) {
        Entry entry = ENTRIES.get(name);
        if (entry == null) {
            throw new NoSuchElementException("no value \"" + name + "\" in this worker's memory (there "
                    + (ENTRIES.isEmpty() ? "is none" : "are: " + String.join(", ", ENTRIES.keySet())) + "); push(\""
                    + name
                    + "\", value) brings it to all workers");
        }
        return (T) entry.value();
    }

    /** Keeps a value under the name, in this JVM. */
    public static void keep(String name, Object value) {
        ENTRIES.put(name, new Entry(null, value));
    }

    /** Keeps a value as it was sent; it is read when it is first asked for, with the classes of who asks. */
    public static void keepWritten(String name, byte[] written) {
        ENTRIES.put(name, new Entry(written, null));
    }

    /** Forgets all values. */
    public static void clear() {
        ENTRIES.clear();
    }

    /** The names, each with the type of its value, as far as it is known here. */
    public static Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        ENTRIES.forEach((name, entry) -> names.put(name, entry.type()));
        return names;
    }

    /** A value, or its bytes and the value that was last read from them. */
    private static final class Entry {
        private final byte[] written;
        private final Object live;
        private WeakReference<ClassLoader> readBy = new WeakReference<>(null);
        private Object read;

        Entry(byte[] written, Object live) {
            this.written = written;
            this.live = live;
        }

        synchronized Object value() {
            if (written == null) {
                return live;
            }
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            if (read == null || (readBy.get() != loader && read.getClass().getClassLoader() != null)) {
                read = read(loader);
                readBy = new WeakReference<>(loader);
            }
            return read;
        }

        private Object read(ClassLoader loader) {
            try {
                return Values.read(written, loader);
            } catch (IOException | ClassNotFoundException e) {
                throw new IllegalStateException("a value of the worker's memory cannot be read here: " + e, e);
            }
        }

        synchronized String type() {
            Object known = written == null ? live : read;
            return known == null ? "" : known.getClass().getName();
        }
    }
}
