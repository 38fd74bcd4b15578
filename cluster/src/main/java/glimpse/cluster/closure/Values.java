package glimpse.cluster.closure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;

/** Values as bytes and back: arguments of chunks, results. Stateless. */
public final class Values {
    private Values() {}

    /**
     * The value as bytes.
     *
     * @throws NotSendableException if something in it cannot travel; names it and the path to it
     */
    public static byte[] write(Object value) throws NotSendableException {
        return write(value, Watcher.NONE);
    }

    static byte[] write(Object value, Watcher watcher) throws NotSendableException {
        return writing(value, out -> out.writeObject(value), watcher);
    }

    /** Runs {@code body} on a stream of values; {@code root} is where errors begin their path. */
    static byte[] writing(Object root, Body body, Watcher watcher) throws NotSendableException {
        try {
            return BigStack.call(() -> {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (ValueOutput out = new ValueOutput(bytes, watcher)) {
                    body.write(out);
                }
                return bytes.toByteArray();
            });
        } catch (NotSerializableException | InvalidClassException e) {
            throw new NotSendableException("cannot send " + e.getMessage() + " to a worker", e);
        } catch (NotSendableException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new NotSendableException("cannot send " + root.getClass().getName() + " to a worker: " + e, e);
        }
    }

    /** What is written to a stream of values. */
    @FunctionalInterface
    interface Body {
        void write(ValueOutput out) throws IOException, NotSendableException;
    }

    /** The value of {@code bytes}, with classes of {@code loader}: for bytes that come from a front end, which may run any code here. */
    public static Object read(byte[] bytes, ClassLoader loader) throws IOException, ClassNotFoundException {
        return read(bytes, loader, null);
    }

    /** The value of {@code bytes}, whose classes must pass {@link ResultFilter}: for results. */
    public static Object readResult(byte[] bytes, ClassLoader loader) throws IOException, ClassNotFoundException {
        return read(bytes, loader, new ResultFilter(loader, bytes.length));
    }

    private static Object read(byte[] bytes, ClassLoader loader, ObjectInputFilter filter)
            throws IOException, ClassNotFoundException {
        try {
            return BigStack.call(() -> {
                try (ValueInput in = new ValueInput(new ByteArrayInputStream(bytes), loader, filter)) {
                    return in.readValue();
                }
            });
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
