/** Magics of libraries for JJava; {@link org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry} first. On the threads of cells. */
package org.dflib.jjava.jupyter.kernel.magic;
