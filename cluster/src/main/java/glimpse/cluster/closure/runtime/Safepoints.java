package glimpse.cluster.closure.runtime;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** What this JVM's compiler does with counted loops. */
final class Safepoints {
    /** Whether a thread in a long counted loop reaches safepoints; false if that cannot be told. */
    static final boolean IN_COUNTED_LOOPS = inCountedLoops();

    private Safepoints() {}

    private static boolean inCountedLoops() {
        try {
            HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return jvm != null
                    && Boolean.parseBoolean(
                            jvm.getVMOption("UseCountedLoopSafepoints").getValue());
        } catch (IllegalArgumentException e) {
            return false; // another JVM, without the option
        }
    }
}
