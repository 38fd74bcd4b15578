package glimpse.cluster.closure;

import glimpse.cluster.closure.rewrite.SnippetNames;
import java.io.IOException;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A function of the session on its way to workers: its image, and the values that are sent to it. The variables are those of the moment of
 * {@link #of}, but for a value of a class that the image did not have: then a new image is made, with the variables of that moment.
 */
public final class Closure {
    private final Object function;
    private final SessionClasses session;
    private final Captured captured;
    private final Reach reach;
    private final Watcher watcher = new Watching();
    private Set<Shared<?>> shared = Set.of();
    private Image image;
    private int imageSize;

    private Closure(Object function, SessionClasses session) {
        this.function = function;
        this.session = session;
        captured = Captured.of(function, session);
        reach = captured.reach();
    }

    /**
     * Captures {@code function} and all that it reaches.
     *
     * @throws NotSendableException if something in it cannot travel; names it and the path to it
     */
    public static Closure of(Object function, SessionClasses session) throws NotSendableException {
        Closure closure = new Closure(function, session);
        closure.capture();
        return closure;
    }

    /** The image, good for all values written so far. */
    public Image image() {
        synchronized (captured) {
            return image;
        }
    }

    /**
     * A value as bytes for {@link Values#read} with the loader of {@link #image}; ask for the image afterwards, as this may have made a larger
     * one.
     *
     * @throws NotSendableException if something in it cannot travel
     */
    public byte[] write(Object value) throws NotSendableException {
        synchronized (captured) {
            byte[] bytes = Values.write(value, watcher, session);
            if (reach.size() > imageSize) {
                capture();
            }
            return bytes;
        }
    }

    /** The handles of shared values in the function and in the values written so far. */
    public Set<Shared<?>> shared() {
        synchronized (captured) {
            return shared;
        }
    }

    /** Has the reach follow what is written, and gathers the handles: these are not for those who capture the same code again. */
    private final class Watching implements Watcher {
        @Override
        public void type(Class<?> type) {
            reach.type(type);
        }

        @Override
        public void lambda(SerializedLambda form) {
            reach.lambda(form);
        }

        @Override
        public void shared(Shared<?> handle) {
            if (!shared.contains(handle)) {
                Set<Shared<?>> more = new LinkedHashSet<>(shared);
                more.add(handle);
                shared = Collections.unmodifiableSet(more);
            }
        }
    }

    private void capture() throws NotSendableException {
        synchronized (captured) {
            Blocks snapshot = Values.writing(this::writeSnapshot, watcher, this::trail);
            image = captured.image(snapshot, JarFiles.refs(session.jars()), session);
            imageSize = reach.size();
        }
    }

    private void writeSnapshot(ValueOutput out) throws IOException {
        out.writeRoot(function);
        List<Reach.StaticField> written = new ArrayList<>();
        // a value may lead to further variables
        while (written.size() < reach.variables().size()) {
            for (Reach.StaticField each : List.copyOf(reach.variables())) {
                if (!written.contains(each)) {
                    written.add(each);
                    out.writeBoolean(true);
                    out.writeUTF(each.owner().replace('/', '.'));
                    out.writeUTF(each.name());
                    out.writeRoot(valueOf(each));
                }
            }
        }
        out.writeBoolean(false);
    }

    private Trail trail() {
        Trail trail =
                new Trail(session).from(ValueOutput.form(function) == null ? "the function" : "the lambda", function);
        for (Reach.StaticField each : reach.variables()) {
            trail.from(name(each), valueOf(each));
        }
        return trail;
    }

    private static String name(Reach.StaticField variable) {
        return SnippetNames.isWrapper(variable.owner())
                ? "variable '" + variable.name() + "'"
                : "static field '" + variable.name() + "'";
    }

    private Object valueOf(Reach.StaticField variable) {
        try {
            Class<?> owner = Class.forName(variable.owner().replace('/', '.'), true, session.loader());
            Field field = owner.getDeclaredField(variable.name());
            field.setAccessible(true);
            return field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("variable " + variable.name() + " is gone from " + variable.owner(), e);
        }
    }
}
