/**
 * The output of cells as text: on a terminal that redraws, or into a pipe or file.
 *
 * <p>Read {@link glimpse.kernel.screen.ScreenOutput} first; {@link glimpse.kernel.screen.Screen} is what it writes to, with one for the
 * process's own streams here and one for JLine's terminal in {@code kernel.terminal}. Any thread. Nothing here runs cells.
 */
package glimpse.kernel.screen;
