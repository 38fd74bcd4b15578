/**
 * Notebook files as they are on disk.
 *
 * <p>{@link glimpse.kernel.notebook.Notebook} is all of it. Any thread; nothing here runs cells.
 *
 * <p>Source: <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">nbformat 4.5</a>.
 */
package glimpse.kernel.notebook;
