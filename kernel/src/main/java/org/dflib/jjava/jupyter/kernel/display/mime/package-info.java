/** The names of kinds of content, as JJava has them. */
package org.dflib.jjava.jupyter.kernel.display.mime;
