/** The kernel as libraries for JJava see it: {@link org.dflib.jjava.jupyter.kernel.BaseKernel}. On the threads of cells. */
package org.dflib.jjava.jupyter.kernel;
