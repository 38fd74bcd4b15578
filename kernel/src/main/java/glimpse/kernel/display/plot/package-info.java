/**
 * The quick picture of some numbers: lines, points, bars.
 *
 * <p>Read {@link glimpse.kernel.display.plot.Plot} first; {@code SvgPlot} and {@code TextPlot} draw it for a notebook and for a terminal. Any
 * thread. Only the JDK is used: whoever wants more takes a chart library, which is shown when it is on the class path.
 */
package glimpse.kernel.display.plot;
