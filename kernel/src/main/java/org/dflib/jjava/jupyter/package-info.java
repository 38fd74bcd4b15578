/**
 * The names by which libraries and notebooks speak to the kernel JJava, made to work here.
 *
 * <p>{@link org.dflib.jjava.jupyter.Extension} is what a library has; {@link org.dflib.jjava.jupyter.kernel.BaseKernel} is what it is given: a
 * thin front of this session's renderers, magics and evaluator. On the threads of cells. Only names and signatures are JJava's, taken from its
 * 1.0-a6 and from what libraries call; of its channels and messages there is nothing here.
 */
package org.dflib.jjava.jupyter;
