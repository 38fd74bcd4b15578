/**
 * Cells that come from the command line, a file or standard input, run from first to last without a prompt.
 *
 * <p>Read {@link glimpse.kernel.script.ScriptRunner} first. Everything runs on the caller's thread; the first uncaught error ends it.
 * Notebook files: <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">nbformat 4.5</a>.
 */
package glimpse.kernel.script;
