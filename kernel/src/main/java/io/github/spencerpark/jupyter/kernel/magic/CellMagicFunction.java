package io.github.spencerpark.jupyter.kernel.magic;

import java.util.List;

/** What a magic with a cell below it does. */
@FunctionalInterface
public interface CellMagicFunction<T> {
    T execute(List<String> args, String body) throws Exception;
}
