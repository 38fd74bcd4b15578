/**
 * The kernel spec: the folder that tells Jupyter how to start this kernel.
 *
 * <p>Read {@link glimpse.kernel.jupyter.spec.KernelSpecs}, which installs and removes a {@link glimpse.kernel.jupyter.spec.KernelSpec}
 * in one of Jupyter's {@link glimpse.kernel.jupyter.spec.DataFolder}s. Runs on the caller's thread.
 *
 * <p>Source: <em>Making kernels for Jupyter</em>, "Kernel specs"; {@code jupyter_core.paths} for the folders.
 */
package glimpse.kernel.jupyter.spec;
