/**
 * Magics: lines of a cell that are not Java.
 *
 * <p>{@code CellParts} finds them. They run on the thread of their cell. Nothing here knows a front end.
 */
package glimpse.kernel.magic;
