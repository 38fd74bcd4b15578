/** What magics do, as notebooks for IJava write them. */
package io.github.spencerpark.jupyter.kernel.magic;
