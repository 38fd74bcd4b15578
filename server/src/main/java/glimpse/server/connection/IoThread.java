package glimpse.server.connection;

/**
 * What the connections of one I/O thread share.
 *
 * @param events the way to the processing
 * @param watch looks after them; the I/O thread's
 * @param traffic counts, of the whole server
 */
record IoThread(Events events, Processing processing, Watch watch, Traffic traffic) {}
