/**
 * Comms: named conversations between code in the kernel and code in the front end, such as widgets.
 *
 * <p>Read {@link glimpse.kernel.jupyter.comm.Comms} first. Messages arrive on a shell thread, one at a time; sending is for any thread.
 *
 * <p>Source: <em>Messaging in Jupyter</em>, "Custom Messages".
 */
package glimpse.kernel.jupyter.comm;
