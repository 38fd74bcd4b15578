package glimpse.kernel.display;

/** Turns values of one type into a bundle. Called on the thread that runs the cell. */
@FunctionalInterface
public interface Renderer<T> {
    /** The value's representations; a missing {@code text/plain} is filled in by {@link Renderers}. */
    DisplayData render(T value);
}
