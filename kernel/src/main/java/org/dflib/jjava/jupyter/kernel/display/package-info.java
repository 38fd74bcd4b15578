/** How libraries for JJava show values; {@link org.dflib.jjava.jupyter.kernel.display.Renderer} first. On the threads of cells. */
package org.dflib.jjava.jupyter.kernel.display;
