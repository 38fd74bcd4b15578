package glimpse.cluster.closure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.util.Set;
import java.util.function.Supplier;

/** Values as bytes and back: arguments of chunks, results. Lists of plain values have a form of their own. Stateless. */
public final class Values {
    private static final byte[] NOTHING = {};

    private Values() {}

    /**
     * The value as bytes.
     *
     * @throws NotSendableException if something in it cannot travel; names it and the path to it
     */
    public static byte[] write(Object value) throws NotSendableException {
        return write(value, Watcher.NONE, null);
    }

    static byte[] write(Object value, Watcher watcher, SessionClasses session) throws NotSendableException {
        byte[] plain = PlainList.write(value);
        return plain != null
                ? plain
                : writing(out -> out.writeObject(value), watcher, () -> new Trail(session).from("the value", value))
                        .after(NOTHING);
    }

    /** Runs {@code body} on a stream of values; {@code trail} explains what it refuses. */
    static Blocks writing(Body body, Watcher watcher, Supplier<Trail> trail) throws NotSendableException {
        try {
            return BigStack.call(() -> {
                Blocks bytes = new Blocks();
                try (ValueOutput out = new ValueOutput(bytes, watcher)) {
                    body.write(out);
                }
                return bytes;
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (NotSerializableException e) {
            String message = "cannot send " + e.getMessage() + " to a worker";
            throw new NotSendableException(trail.get().find().orElse(message), e);
        } catch (InvalidObjectException e) {
            throw new NotSendableException("cannot send this to a worker: " + e.getMessage());
        } catch (Exception e) {
            throw new NotSendableException("cannot send this to a worker: " + e, e);
        }
    }

    /** What is written to a stream of values. */
    @FunctionalInterface
    interface Body {
        void write(ValueOutput out) throws IOException;
    }

    /** The value of {@code bytes}, with classes of {@code loader}: for bytes that come from a front end, which may run any code here. */
    public static Object read(byte[] bytes, ClassLoader loader) throws IOException, ClassNotFoundException {
        return read(bytes, loader, SharedSource.NONE);
    }

    /** The same, with the values of the handles that are in it. */
    public static Object read(byte[] bytes, ClassLoader loader, SharedSource shared)
            throws IOException, ClassNotFoundException {
        return read(bytes, loader, shared, null).value();
    }

    /** A value that was shared, and whether it is of no use with another loader. */
    public static Read readShared(byte[] bytes, ClassLoader loader, SharedSource shared)
            throws IOException, ClassNotFoundException {
        return read(bytes, loader, shared, null);
    }

    /** The value of {@code bytes}, whose classes must pass {@link ResultFilter}: for results. */
    public static Object readResult(byte[] bytes, ClassLoader loader) throws IOException, ClassNotFoundException {
        return readResult(bytes, loader, Set.of(loader));
    }

    /** The same, with the classes that one of the loaders has defined. */
    static Object readResult(byte[] bytes, ClassLoader loader, Set<ClassLoader> definers)
            throws IOException, ClassNotFoundException {
        return read(bytes, loader, (id, itsLoader) -> Shared.made(id), new ResultFilter(definers, bytes.length))
                .value();
    }

    /**
     * A value that was read.
     *
     * @param isOfLoader whether it has classes of the loader it was read with
     */
    public record Read(Object value, boolean isOfLoader) {}

    private static Read read(byte[] bytes, ClassLoader loader, SharedSource shared, ObjectInputFilter filter)
            throws IOException, ClassNotFoundException {
        if (PlainList.is(bytes)) {
            return new Read(PlainList.read(bytes), false);
        }
        try {
            return BigStack.call(() -> {
                try (ValueInput in = new ValueInput(new ByteArrayInputStream(bytes), loader, shared, filter)) {
                    return new Read(in.readValue(), in.isOfLoader());
                }
            });
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
