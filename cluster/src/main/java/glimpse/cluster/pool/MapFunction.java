package glimpse.cluster.pool;

import glimpse.cluster.closure.Closure;
import glimpse.cluster.closure.Image;
import glimpse.cluster.closure.JarFiles;
import glimpse.cluster.closure.NotSendableException;
import glimpse.cluster.closure.SessionClasses;
import glimpse.cluster.closure.Shared;
import glimpse.cluster.closure.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The function of one map as workers get it, with the variables of the moment of the call; and the values that go to it and come back. One
 * thread.
 */
final class MapFunction implements ResultReader, AutoCloseable {
    private final boolean combining;
    private final SessionClasses session;
    private final ImageHolder images;
    private final Closure closure;
    private final Set<Image> held = new HashSet<>();
    private final Set<Shared<?>> shared = new HashSet<>();
    private String image;

    /** @throws CannotSendException if something in the function cannot travel */
    MapFunction(Object function, SessionClasses session, ImageHolder images) {
        this.combining = function instanceof Combining;
        this.session = session;
        this.images = images;
        try {
            this.closure = Closure.of(function, session);
        } catch (NotSendableException e) {
            throw new CannotSendException(e.getMessage(), e);
        }
    }

    /**
     * The inputs as bytes, for the image of this moment.
     *
     * @throws CannotSendException naming the input that cannot travel
     */
    byte[] write(Object[] inputs, long firstIndex) {
        try {
            byte[] bytes = closure.write(new ArrayList<>(Arrays.asList(inputs)));
            hold(closure.image());
            for (Shared<?> each : closure.shared()) {
                if (shared.add(each)) {
                    images.hold(each);
                }
            }
            return bytes;
        } catch (NotSendableException e) {
            throw culprit(inputs, firstIndex, e);
        }
    }

    @Override
    public boolean isCombining() {
        return combining;
    }

    private void hold(Image current) {
        image = current.id().hex();
        if (held.add(current)) {
            images.hold(current, jars(current));
        }
    }

    /** The image that can read what was written last: 64 hexadecimal digits. */
    String image() {
        return image;
    }

    private Map<String, Path> jars(Image current) {
        Map<String, Path> jars = new HashMap<>();
        if (!current.jars().isEmpty()) {
            for (Path jar : session.jars()) {
                jars.put(JarFiles.ref(jar).hash(), jar);
            }
        }
        return jars;
    }

    private CannotSendException culprit(Object[] inputs, long firstIndex, NotSendableException whole) {
        for (int i = 0; i < inputs.length; i++) {
            try {
                closure.write(inputs[i]);
            } catch (NotSendableException e) {
                return new CannotSendException(
                        "input " + Failure.cut(inputs[i]) + " at index " + (firstIndex + i) + ": " + e.getMessage(), e);
            }
        }
        return new CannotSendException(whole.getMessage(), whole);
    }

    @Override
    public Object read(byte[] bytes) throws IOException {
        try {
            return Values.readResult(bytes, session.loader());
        } catch (ClassNotFoundException e) {
            throw new IOException("class " + e.getMessage() + " is only on the worker", e);
        } catch (RuntimeException | LinkageError e) {
            throw new IOException(e.toString(), e);
        }
    }

    /** Where in a cell the frame is; workers' frames have the names and lines of cells already. */
    @Override
    public Optional<String> place(StackTraceElement frame) {
        return session.sourceLines(frame.getClassName())
                .map(lines -> (frame.getFileName() == null ? lines.name() : frame.getFileName()) + ", line "
                        + frame.getLineNumber());
    }

    /** Its images need not be at hand any more. */
    @Override
    public void close() {
        held.forEach(images::release);
        shared.forEach(images::release);
    }
}
