/** Magics that notebooks for IJava ask for by their class. */
package io.github.spencerpark.jupyter.kernel.magic.common;
