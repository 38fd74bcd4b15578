package glimpse.cluster.closure;

import java.io.ObjectInputFilter;
import java.util.Set;

/**
 * What a front end takes from workers: classes of the session and of the JDK's data, and the stand-ins; no class of this program's own
 * libraries, nothing of the JDK that acts when it is read. Arrays and depth are bounded.
 */
final class ResultFilter implements ObjectInputFilter {
    private static final long MAX_DEPTH = 1_000_000;
    private static final String[] REFUSED = {
        "java.rmi.",
        "javax.management.",
        "javax.naming.",
        "javax.script.",
        "sun.",
        "com.sun.",
        "jdk.internal.",
        "java.beans."
    };

    private final Set<ClassLoader> session;
    private final long maxArray;

    /** {@code sizeBytes} is what arrives: an element has at least one byte, the tables of maps are up to four times their elements. */
    ResultFilter(Set<ClassLoader> session, int sizeBytes) {
        this.session = session;
        maxArray = 64 + 4L * sizeBytes;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        if (info.depth() > MAX_DEPTH || info.arrayLength() > maxArray) {
            return Status.REJECTED;
        }
        Class<?> type = info.serialClass();
        if (type == null) {
            return Status.UNDECIDED;
        }
        while (type.isArray()) {
            type = type.getComponentType();
        }
        return allowed(type) ? Status.ALLOWED : Status.REJECTED;
    }

    private boolean allowed(Class<?> type) {
        if (type.isPrimitive() || type.getPackageName().equals(ResultFilter.class.getPackageName())) {
            return true;
        }
        ClassLoader loader = type.getClassLoader();
        if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
            for (String each : REFUSED) {
                if (type.getName().startsWith(each)) {
                    return false;
                }
            }
            return true;
        }
        return session.contains(loader) || type.getName().startsWith("glimpse.cluster.closure.runtime.");
    }
}
