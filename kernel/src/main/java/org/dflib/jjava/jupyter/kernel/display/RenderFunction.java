package org.dflib.jjava.jupyter.kernel.display;

/** Shows values of one type. */
@FunctionalInterface
public interface RenderFunction<T> {
    /** Puts into the context the forms of the value that it asks for. */
    void render(T data, RenderContext context);
}
