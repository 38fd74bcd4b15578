/**
 * The job server gearmand.
 *
 * <p>Read {@link glimpse.server.GearmandServer} first: it puts the parts together. {@code job} is the core, {@code admin} the text
 * commands, {@code connection} the sockets and threads.
 */
package glimpse.server;
