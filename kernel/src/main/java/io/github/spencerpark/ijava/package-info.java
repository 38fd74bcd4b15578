/**
 * The names by which notebooks speak to the kernel IJava: {@code IJava.getKernelInstance().getRenderer()} and the like.
 *
 * <p>{@link io.github.spencerpark.ijava.IJava} first; the rest is {@link org.dflib.jjava.jupyter}'s, whose names have replaced these. On the
 * threads of cells.
 */
package io.github.spencerpark.ijava;
