package glimpse.cluster.closure;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what cannot travel, and the way to it from what the user wrote. Runs only after a value was refused; looks at objects breadth first,
 * so that the shortest way is told.
 */
final class Trail {
    private static final int MAX_OBJECTS = 200_000;

    private final SessionClasses session;
    private final Deque<Step> unseen = new ArrayDeque<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** {@code session} may be null, then captured variables are numbered instead of named. */
    Trail(SessionClasses session) {
        this.session = session;
    }

    private record Step(String path, Object value) {}

    /** Adds a place to begin at. */
    Trail from(String name, Object value) {
        add(name, value);
        return this;
    }

    /** Names the first object that cannot travel and the path to it; empty if none is found. */
    Optional<String> find() {
        while (!unseen.isEmpty() && seen.size() < MAX_OBJECTS) {
            Step step = unseen.remove();
            if (isRefused(step.value)) {
                return Optional.of("cannot send " + typeName(step.value) + " to a worker: " + step.path);
            }
            addChildren(step);
        }
        return Optional.empty();
    }

    private void add(String path, Object value) {
        if (value != null && seen.add(value)) {
            unseen.add(new Step(path, value));
        }
    }

    private static boolean isRefused(Object value) {
        return Unsendable.is(value)
                || (!(value instanceof Serializable)
                        && StandIn.of(value) == value
                        && !value.getClass().isArray());
    }

    private static String typeName(Object value) {
        Class<?> type = value.getClass();
        if (type.isHidden()) {
            return "a lambda made inside " + type.getName().replaceFirst("\\$\\$Lambda.*", "");
        }
        return type.getName().replaceFirst("^REPL\\.\\$JShell\\$[^$]*\\$", "").replace('$', '.');
    }

    private void addChildren(Step step) {
        Object value = step.value;
        SerializedLambda form = ValueOutput.form(value);
        if (form != null) {
            String[] names = CapturedNames.of(form, session);
            for (int i = 0; i < form.getCapturedArgCount(); i++) {
                add(step.path + " → " + names[i], form.getCapturedArg(i));
            }
        } else if (value instanceof Object[] array) {
            for (int i = 0; i < Array.getLength(array); i++) {
                add(step.path + " → [" + i + "]", array[i]);
            }
        } else if (value instanceof Collection<?> collection) {
            int i = 0;
            for (Object each : collection) {
                add(step.path + " → [" + i++ + "]", each);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                add(step.path + " → key " + key, key);
                add(step.path + " → [" + key + "]", each);
            });
        } else if (value instanceof Optional<?> optional) {
            add(step.path + " → its value", optional.orElse(null));
        } else {
            addFields(step);
        }
    }

    private void addFields(Step step) {
        for (Class<?> type = step.value.getClass(); type != null; type = type.getSuperclass()) {
            for (Field each : type.getDeclaredFields()) {
                boolean skipped = (each.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) != 0;
                if (!skipped && !each.getType().isPrimitive() && each.trySetAccessible()) {
                    add(step.path + " → field '" + each.getName() + "'", get(each, step.value));
                }
            }
        }
    }

    private static Object get(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException e) {
            return null; // of a module that is closed
        }
    }
}
