/**
 * Jupyter's messages on ZeroMQ sockets: what a kernel needs of the transport, without knowing what a kernel does.
 *
 * <p>Read {@link glimpse.kernel.jupyter.wire.Wire} first: it binds the five sockets of a {@link
 * glimpse.kernel.jupyter.wire.ConnectionFile}, hands complete {@link glimpse.kernel.jupyter.wire.Message}s in and takes them out.
 *
 * <p>{@code jupyter-routers} owns shell, control and stdin, {@code jupyter-iopub} owns iopub; {@code jupyter-heartbeat} and a thread for each
 * of its clients speak the heartbeat's wire themselves. Whoever else wants to send puts a message into a queue and wakes the owner; nobody polls. Nothing here knows Java
 * cells, a session or a handler.
 *
 * <p>Source: <em>Messaging in Jupyter</em>, protocol 5.4, "Wire protocol" and JEP 65 (the welcome message).
 */
package glimpse.kernel.jupyter.wire;
