package glimpse.worker.slot;

import glimpse.cluster.closure.Sha256;
import glimpse.cluster.closure.SharedSource;
import glimpse.cluster.closure.Values;
import glimpse.cluster.task.PartRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/**
 * The values that front ends have shared, each fetched once, however many slots, maps and images use it. One stays until its session
 * {@linkplain #forget forgets} it or is gone; one of detached work as long as an image that uses it. Any thread.
 */
final class SharedValues {
    private final Map<String, WeakReference<Kept>> known = new HashMap<>();
    private final Map<String, Map<String, Kept>> bySession = new HashMap<>();

    /** Where the values of the handles are that come from there; they stay for the session, if there is one. */
    SharedSource of(ImageSource source, Optional<String> session) {
        return new SharedSource() {
            @Override
            public Supplier<?> value(String id, ClassLoader loader) throws IOException {
                Kept kept = kept(id, session);
                return new Use(kept, kept.value(source, loader, this));
            }
        };
    }

    /** A handle's value, and what keeps it here for others. */
    private record Use(Kept kept, Object value) implements Supplier<Object> {
        @Override
        public Object get() {
            return value;
        }
    }

    private synchronized Kept kept(String id, Optional<String> session) {
        WeakReference<Kept> reference = known.get(id);
        Kept kept = reference == null ? null : reference.get();
        if (kept == null) {
            Kept unknown = new Kept(id);
            known.values().removeIf(each -> each.get() == null);
            known.put(id, new WeakReference<>(unknown));
            kept = unknown;
        }
        Kept stays = kept;
        session.ifPresent(
                name -> bySession.computeIfAbsent(name, s -> new HashMap<>()).put(id, stays));
        return kept;
    }

    /** The sessions whose values are here. */
    synchronized Set<String> sessions() {
        return new HashSet<>(bySession.keySet());
    }

    /** The session needs the value no more. */
    synchronized void forget(String session, String id) {
        Map<String, Kept> its = bySession.get(session);
        if (its != null && its.remove(id) != null) {
            bySession.values().removeIf(Map::isEmpty);
            letGo(id);
        }
    }

    /** The session needs none of its values any more. */
    synchronized void forget(String session) {
        Map<String, Kept> its = bySession.remove(session);
        if (its != null) {
            its.keySet().forEach(this::letGo);
        }
    }

    private void letGo(String id) {
        if (bySession.values().stream().noneMatch(its -> its.containsKey(id))) {
            known.remove(id);
        }
    }

    /**
     * One value. Where it has only classes that all images have in common it is there once, else once for each image that uses it, and its bytes
     * stay to make more. Its monitor guards it; who comes first fetches, the others wait.
     */
    private static final class Kept {
        private final String id;
        private final Map<ClassLoader, WeakReference<Object>> byLoader = new WeakHashMap<>();
        private byte[] bytes;
        private Object common;
        private boolean isCommon;

        Kept(String id) {
            this.id = id;
        }

        synchronized Object value(ImageSource source, ClassLoader loader, SharedSource inside) throws IOException {
            if (isCommon) {
                return common;
            }
            WeakReference<Object> known = byLoader.get(loader);
            Object value = known == null ? null : known.get();
            return value == null ? read(source, loader, inside) : value;
        }

        private Object read(ImageSource source, ClassLoader loader, SharedSource inside) throws IOException {
            if (bytes == null) {
                bytes = fetch(source);
            }
            try {
                Values.Read read = Values.readShared(bytes, loader, inside);
                if (read.isOfLoader()) {
                    byLoader.put(loader, new WeakReference<>(read.value()));
                } else {
                    common = read.value();
                    isCommon = true;
                    bytes = null;
                }
                return read.value();
            } catch (ClassNotFoundException e) {
                throw new IOException("shared value " + id + " has a class that is not here: " + e.getMessage(), e);
            }
        }

        private byte[] fetch(ImageSource source) throws IOException {
            try {
                byte[] fetched = source.fetch(PartRequest.Kind.VALUE, id);
                if (!Sha256.hex(fetched).equals(id)) {
                    throw new UnavailableException("shared value " + id + " arrived with another content");
                }
                return fetched;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted while fetching " + id).initCause(e);
            }
        }
    }
}
