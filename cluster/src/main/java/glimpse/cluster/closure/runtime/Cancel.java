package glimpse.cluster.closure.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.HashSet;
import java.util.Set;

/**
 * The check that rewritten code makes at method entry and before each backward jump: an {@code invokedynamic} that costs nothing until some
 * task is cancelled. All sites share one target, empty by default; while a cancelled task is still running, the target looks up the
 * caller's token. Any thread.
 *
 * <p>Changing the target needs a safepoint, which a JVM without safepoints in counted loops may never reach; there, decided when a site is
 * linked, the check reads a volatile flag instead.
 */
public final class Cancel {
    private static final MethodType CHECK = MethodType.methodType(void.class);
    private static final Set<CancelToken> RAISED = new HashSet<>();
    private static volatile boolean raised;

    private Cancel() {}

    /** Links a check; named by rewritten bytecode. */
    public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type) {
        return Safepoints.IN_COUNTED_LOOPS ? Shared.SITE : Volatile.SITE;
    }

    /** Throws {@link Cancelled} if the calling thread's task was cancelled. */
    public static void check() {
        if (raised) {
            stopIfCancelled();
        }
    }

    private static void stopIfCancelled() {
        CancelToken token = CancelToken.current();
        if (token != null && token.isCancelled()) {
            throw new Cancelled();
        }
    }

    static void raise(CancelToken token) {
        synchronized (RAISED) {
            if (RAISED.add(token) && RAISED.size() == 1) {
                raised = true;
                Shared.target(Shared.CHECKING);
            }
        }
    }

    static void lower(CancelToken token) {
        synchronized (RAISED) {
            if (RAISED.remove(token) && RAISED.isEmpty()) {
                raised = false;
                Shared.target(Shared.EMPTY);
            }
        }
    }

    private static MethodHandle own(String name) {
        try {
            return MethodHandles.lookup().findStatic(Cancel.class, name, CHECK);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Cancel." + name, e);
        }
    }

    /** The one site of this JVM whose target changes. */
    private static final class Shared {
        static final MethodHandle EMPTY = MethodHandles.empty(CHECK);
        static final MethodHandle CHECKING = own("stopIfCancelled");
        static final MutableCallSite SITE = new MutableCallSite(EMPTY);

        private static void target(MethodHandle target) {
            if (Safepoints.IN_COUNTED_LOOPS) {
                SITE.setTarget(target);
                MutableCallSite.syncAll(new MutableCallSite[] {SITE});
            }
        }
    }

    private static final class Volatile {
        static final ConstantCallSite SITE = new ConstantCallSite(own("check"));
    }
}
