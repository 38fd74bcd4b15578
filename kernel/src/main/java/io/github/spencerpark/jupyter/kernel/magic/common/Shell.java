package io.github.spencerpark.jupyter.kernel.magic.common;

/** Names {@code %sh}, which every session here has. */
public final class Shell {
    private Shell() {}
}
