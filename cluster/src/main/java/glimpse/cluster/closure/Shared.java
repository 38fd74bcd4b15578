package glimpse.cluster.closure;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A handle of a value that goes once to each worker and stays there, whatever the number of maps that use it. A function that captures the
 * handle, and an input that has it in it, carry no more than its name. Any thread.
 *
 * <p>The value is the one of the moment of sharing. It is released by {@link #close}, or when nobody has the handle any more.
 */
public final class Shared<T> implements Serializable, AutoCloseable {
    private static final long serialVersionUID = 1L;
    private static final Cleaner FORGOTTEN = Cleaner.create();

    /** The handles that this process has made, by their ids: a result may have one in it. */
    private static final Map<String, WeakReference<Shared<?>>> MADE = new ConcurrentHashMap<>();

    private transient String id;
    private transient Supplier<?> value;

    /* where it was made */
    private transient byte[] written;
    private transient Needs needs;
    private transient AtomicBoolean closed;
    private transient Cleaner.Cleanable release;

    private Shared(String id, Supplier<?> value, byte[] written, Needs needs) {
        this.id = id;
        this.value = value;
        this.written = written;
        this.needs = needs;
        this.closed = new AtomicBoolean();
    }

    /** A handle in a pool of this process, where nothing travels. */
    public static <T> Shared<T> here(T value) {
        return new Shared<>("", () -> value, null, null);
    }

    /**
     * A handle of a value that can travel.
     *
     * @param released told once, when the value is needed no more
     * @throws NotSendableException if something in the value cannot travel
     */
    public static <T> Shared<T> of(T value, SessionClasses session, Consumer<String> released)
            throws NotSendableException {
        Needs needs = new Needs();
        byte[] written = Values.write(value, needs, session);
        String id = Sha256.hex(written);
        Shared<T> shared = new Shared<>(id, () -> value, written, needs);
        WeakReference<Shared<?>> made = new WeakReference<>(shared);
        MADE.put(id, made);
        AtomicBoolean closed = shared.closed;
        shared.release = FORGOTTEN.register(shared, () -> {
            closed.set(true);
            MADE.remove(id, made);
            released.accept(id);
        });
        return shared;
    }

    /** What the reader of a shared value will need besides its bytes. */
    private static final class Needs implements Watcher {
        private final List<Class<?>> types = new ArrayList<>();
        private final List<SerializedLambda> lambdas = new ArrayList<>();
        private final List<Shared<?>> inside = new ArrayList<>();

        @Override
        public void type(Class<?> type) {
            types.add(type);
        }

        @Override
        public void lambda(SerializedLambda form) {
            lambdas.add(form);
        }

        @Override
        public void shared(Shared<?> handle) {
            inside.add(handle);
        }
    }

    /** SHA-256 of the written value, 64 hexadecimal digits; empty in a pool of this process. */
    public String id() {
        return id;
    }

    /** The value, written: what a worker fetches. Where the handle was made. */
    public byte[] written() {
        return written;
    }

    /**
     * The value; in a task the worker's copy, which all tasks there share.
     *
     * @throws IllegalStateException if the handle was closed
     */
    @SuppressWarnings("unchecked") // what was shared
    public T get() {
        if (isClosed()) {
            throw new IllegalStateException("the shared value was closed (expected: an open one; share it again)");
        }
        return (T) value.get();
    }

    private boolean isClosed() {
        return closed != null && closed.get();
    }

    /** Releases the value here and in the workers; tasks that run keep it to their end. */
    @Override
    public void close() {
        if (closed != null) {
            closed.set(true);
        }
        if (release != null) {
            release.clean();
        }
    }

    /** Tells the watcher what else a reader of the stream needs that the handle is in. */
    void tell(Watcher watcher) {
        watcher.shared(this);
        if (needs != null) {
            needs.types.forEach(watcher::type);
            needs.lambdas.forEach(watcher::lambda);
            needs.inside.forEach(handle -> handle.tell(watcher));
        }
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        if (isClosed()) {
            throw new InvalidObjectException("a shared value that was closed (expected: an open one; share it again)");
        }
        if (id.isEmpty()) {
            throw new InvalidObjectException(
                    "a value that was shared in a pool of this process (expected: shared in the pool of the map)");
        }
        out.writeUTF(id);
        if (out instanceof ValueOutput values) {
            values.wrote(this);
        }
    }

    private void readObject(ObjectInputStream in) throws IOException {
        id = in.readUTF();
        if (!(in instanceof ValueInput values)) {
            throw new InvalidObjectException("a shared value outside of a map");
        }
        value = values.shared(id);
    }

    /** The handle of this process itself, where it was made. */
    private Object readResolve() {
        return value instanceof Made made ? made.handle() : this;
    }

    private record Made(Shared<?> handle) implements Supplier<Object> {
        @Override
        public Object get() {
            return handle.get();
        }
    }

    /** What a handle in a result is: the one that was made here, if somebody still has it. */
    static Supplier<?> made(String id) throws IOException {
        WeakReference<Shared<?>> known = MADE.get(id);
        Shared<?> handle = known == null ? null : known.get();
        if (handle == null) {
            throw new IOException("a shared value that is no longer here");
        }
        return new Made(handle);
    }

    @Override
    public String toString() {
        return isClosed() ? "shared, closed" : "shared " + (id.isEmpty() ? "in this process" : id.substring(0, 8));
    }
}
