package glimpse.cluster.closure;

import java.lang.invoke.SerializedLambda;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was found of a lambda's code, kept for the next time that the same code is captured, with other values perhaps: the analysis of its
 * classes takes longer than a small map. Guarded by its own monitor.
 */
final class Captured {
    private static final int MOST_LAMBDAS = 64;

    /** A larger snapshot is not kept here: its image is held by who sends it. */
    private static final int MOST_KEPT_BYTES = 64 * 1024;

    private static final int MOST_SESSIONS = 4;

    private static final Map<SessionClasses, Map<String, Captured>> KNOWN = recent(MOST_SESSIONS);

    private static final byte[] NOTHING = {};

    private final Reach reach;
    private SortedMap<String, byte[]> classes = new TreeMap<>();
    private int classesSize = -1;
    private byte[] snapshot;
    private Image image;

    private Captured(SessionClasses session) {
        this.reach = new Reach(session);
    }

    /** For the function's code as it is now. */
    static Captured of(Object function, SessionClasses session) {
        SerializedLambda form = ValueOutput.form(function);
        if (form == null) {
            return new Captured(session);
        }
        String code = form.getImplClass() + "." + form.getImplMethodName() + form.getImplMethodSignature() + " "
                + form.getFunctionalInterfaceClass() + " " + form.getCapturingClass();
        synchronized (KNOWN) {
            Map<String, Captured> ofSession = KNOWN.computeIfAbsent(session, known -> recent(MOST_LAMBDAS));
            Captured known = ofSession.get(code);
            if (known == null || !known.isCurrent()) {
                known = new Captured(session);
                ofSession.put(code, known);
            }
            return known;
        }
    }

    private static <K, V> Map<K, V> recent(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    private synchronized boolean isCurrent() {
        return reach.isCurrent();
    }

    Reach reach() {
        return reach;
    }

    /** The image of this snapshot; the one of last time if nothing has changed. */
    synchronized Image image(Blocks written, List<JarRef> jars, SessionClasses session) {
        boolean areSame = classesSize == reach.size();
        if (!areSame) {
            classes = new TreeMap<>();
            for (ReachedClass each : reach.classes()) {
                classes.put(each.node().name.replace('/', '.'), ShippedClass.bytes(each, reach::has, session));
            }
            classesSize = reach.size();
        }
        if (written.size() > MOST_KEPT_BYTES) {
            snapshot = null;
            image = null;
            return Image.of(classes, jars, written);
        }
        byte[] newSnapshot = written.after(NOTHING);
        if (image == null || !areSame || !image.jars().equals(jars) || !Arrays.equals(newSnapshot, snapshot)) {
            image = Image.of(classes, jars, written);
            snapshot = newSnapshot;
        }
        return image;
    }
}
