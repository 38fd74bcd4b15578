package io.github.spencerpark.jupyter.kernel.magic;

import java.util.List;

/** What a magic on a line does. */
@FunctionalInterface
public interface LineMagicFunction<T> {
    T execute(List<String> args) throws Exception;
}
