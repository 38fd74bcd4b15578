package org.dflib.jjava.jupyter;

import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What a library does when it comes to a session; named in its {@code META-INF/services}. */
public interface Extension {
    /** Shows values, adds magics, imports. On the thread of the cell that adds the library. */
    void install(BaseKernel kernel);

    /** Called once when the session ends, on a thread of its own; what takes long is cut off by the end of the process. */
    default void uninstall(BaseKernel kernel) {}
}
