package org.dflib.jjava.jupyter.kernel.magic;

import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What a magic on a line does. */
@FunctionalInterface
public interface LineMagic<T, K extends BaseKernel> {
    T eval(K kernel, List<String> args) throws Exception;
}
