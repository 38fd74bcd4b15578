package glimpse.server.connection;

/** The way from the I/O threads to the processing. Called on I/O threads. */
interface Events {
    void accept(Event event);
}
