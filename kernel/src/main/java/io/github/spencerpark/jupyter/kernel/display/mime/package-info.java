/** The names of kinds of content, as notebooks for IJava write them. */
package io.github.spencerpark.jupyter.kernel.display.mime;
