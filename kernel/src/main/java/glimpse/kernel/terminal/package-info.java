/**
 * The prompt: a terminal front end on JLine.
 *
 * <p>Read {@link glimpse.kernel.terminal.TerminalShell} first. The prompt and the cells run on the caller's thread; Ctrl-C arrives on
 * JLine's signal thread, late output of cells on theirs. Everything about Java and magics is asked of the
 * {@link glimpse.kernel.cell.Interpreter}.
 */
package glimpse.kernel.terminal;
