/**
 * The Jupyter kernel: requests of a notebook, console or test runner answered by an {@link glimpse.kernel.cell.Interpreter}.
 *
 * <p>Read {@link glimpse.kernel.jupyter.JupyterKernel} first, then {@link glimpse.kernel.jupyter.RequestType}, the table of all requests.
 * Each request is a {@link glimpse.kernel.jupyter.Request}, waits in a {@link glimpse.kernel.jupyter.Lane} and is answered by a {@link
 * glimpse.kernel.jupyter.Handler}.
 *
 * <p>Threads: {@code jupyter-shell} runs cells and comm messages, {@code jupyter-answers} what only reads (completion, inspection,
 * history), so that it is answered while a cell runs, {@code jupyter-control} interrupts and ends, {@code jupyter-subshell-N} the subshells;
 * the sockets have theirs ({@link glimpse.kernel.jupyter.wire}). No ZeroMQ type is used here.
 *
 * <p>Source: <em>Messaging in Jupyter</em>, protocol 5.4; JEP 65 and JEP 91 (subshells).
 */
package glimpse.kernel.jupyter;
