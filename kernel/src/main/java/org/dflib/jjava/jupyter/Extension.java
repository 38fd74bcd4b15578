package org.dflib.jjava.jupyter;

import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What a library does when it comes to a session; named in its {@code META-INF/services}. Called on the thread of the cell that adds it. */
public interface Extension {
    /** Shows values, adds magics, imports. */
    void install(BaseKernel kernel);

    /** Not called here: a session ends with its process. */
    default void uninstall(BaseKernel kernel) {}
}
