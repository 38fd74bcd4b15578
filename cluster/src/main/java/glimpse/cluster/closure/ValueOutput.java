package glimpse.cluster.closure;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.Arrays;

/** Writes values: Java serialization, with stand-ins for what the JDK left out and a list of what must not travel. */
final class ValueOutput extends ObjectOutputStream {
    private final Watcher watcher;

    ValueOutput(OutputStream out, Watcher watcher) throws IOException {
        super(out);
        this.watcher = watcher;
        enableReplaceObject(true);
    }

    /**
     * Writes a value that may be a lambda which reaches itself: what it has captured goes first, because a reader cannot refer back to a
     * lambda that is still being read.
     */
    void writeRoot(Object value) throws IOException {
        Object[] captured = captured(value);
        writeInt(captured.length);
        for (Object each : captured) {
            writeObject(each);
        }
        writeObject(value);
    }

    private static Object[] captured(Object value) {
        SerializedLambda form = form(value);
        if (form == null) {
            return new Object[0];
        }
        Object[] captured = new Object[form.getCapturedArgCount()];
        int count = 0;
        for (int i = 0; i < captured.length; i++) {
            Object each = form.getCapturedArg(i);
            if (each != null && !(each instanceof Number) && !(each instanceof String)) {
                captured[count++] = each;
            }
        }
        return Arrays.copyOf(captured, count);
    }

    /** The serialized form of a lambda of the session's; null for any other object. */
    static SerializedLambda form(Object value) {
        if (value == null || !value.getClass().isHidden()) {
            return null;
        }
        try {
            Method writeReplace = value.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return writeReplace.invoke(value) instanceof SerializedLambda form ? form : null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null; // not serializable, or of a module that is closed
        }
    }

    /** A handle has been written. */
    void wrote(Shared<?> handle) {
        handle.tell(watcher);
    }

    @Override
    protected void annotateClass(Class<?> type) {
        watcher.type(type);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
        for (Class<?> each : type.getInterfaces()) {
            watcher.type(each);
        }
    }

    @Override
    protected Object replaceObject(Object value) throws IOException {
        if (value instanceof SerializedLambda form) {
            watcher.lambda(form);
            return form;
        }
        if (Unsendable.is(value)) {
            throw new NotSerializableException(value.getClass().getName());
        }
        Object packed = PackedList.of(value);
        return packed == value ? StandIn.of(value) : packed;
    }
}
