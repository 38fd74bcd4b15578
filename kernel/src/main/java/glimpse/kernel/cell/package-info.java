/**
 * A cell and what comes of running it: the seam between the session and the front ends.
 *
 * <p>Read {@link glimpse.kernel.cell.Interpreter} first. Front ends call it from a thread of their own, one cell at a time, and
 * implement {@link glimpse.kernel.cell.CellOutput}, which any thread may call. Nothing here knows Jupyter, a terminal or a file.
 */
package glimpse.kernel.cell;
