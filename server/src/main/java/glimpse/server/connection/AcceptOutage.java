package glimpse.server.connection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Times in which a listening socket accepts nothing, most often because there are no descriptors left: a line in the log when one begins,
 * another when it is over. Belongs to the socket's loop.
 */
final class AcceptOutage {
    /** How long nothing is tried after an error. */
    static final int PAUSE_MILLIS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(AcceptOutage.class);

    private boolean on;

    void goesOn(Throwable error) {
        if (!on) {
            on = true;
            LOG.error("no connection is accepted, tried again every {} ms: {}", PAUSE_MILLIS, error.getMessage());
        }
    }

    /** All that waited has been accepted. */
    void isOver() {
        if (on) {
            on = false;
            LOG.error("connections are accepted again");
        }
    }
}
