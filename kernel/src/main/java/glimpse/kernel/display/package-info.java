/**
 * Values turned into MIME bundles: one registry of renderers for all front ends.
 *
 * <p>{@link glimpse.kernel.display.DisplayData} is the bundle. Any thread.
 */
package glimpse.kernel.display;
