/**
 * What code in cells can call without an import.
 *
 * <p>{@link glimpse.api.Glimpse} is all of it: public static methods only, since every public member of it is visible in every cell. It
 * runs on the threads of a cell and finds the session by {@link glimpse.kernel.cell.CurrentCell}. Its Javadoc is what users see.
 */
package glimpse.api;
