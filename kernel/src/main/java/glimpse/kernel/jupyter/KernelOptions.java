package glimpse.kernel.jupyter;

import glimpse.kernel.jupyter.history.History;

/**
 * What a kernel is told at its start, besides the connection file.
 *
 * @param version of the implementation, for the banner
 * @param history closed with the kernel
 */
public record KernelOptions(String version, History history) {}
