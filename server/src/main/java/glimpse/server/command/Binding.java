package glimpse.server.command;

import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import java.io.IOException;
import java.net.BindException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starting a server whose port may still be held by one that is just ending. */
final class Binding {
    private static final Logger LOG = LoggerFactory.getLogger(Binding.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final int TRIES = 8;

    private Binding() {}

    /** Starts the server; while the address is in use tries again, for some twenty seconds. */
    static GearmandServer start(ServerOptions options) throws IOException, InterruptedException {
        for (int i = 1; ; i++) {
            try {
                return GearmandServer.start(options);
            } catch (IOException e) {
                if (!(e.getCause() instanceof BindException)
                        || i == TRIES
                        || !e.getMessage().contains("in use")) {
                    throw e;
                }
                LOG.warn("{}, trying again", e.getMessage());
                Thread.sleep(FIRST_PAUSE_MILLIS << i);
            }
        }
    }
}
