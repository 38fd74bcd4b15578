package io.github.spencerpark.ijava;

import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** The way to the kernel in notebooks for IJava. */
public final class IJava {
    private IJava() {}

    /** The session of the calling thread's cell. */
    public static BaseKernel getKernelInstance() {
        return BaseKernel.notebookKernel();
    }
}
