package glimpse.server;

import glimpse.gearman.connection.HostPort;
import glimpse.gearman.peer.DiallingSideContract;
import java.io.IOException;

/** Our client, worker and admin against our server. */
class DiallingSideTest extends DiallingSideContract {
    private GearmandServer server;
    private HostPort address;

    @Override
    protected HostPort startServer() throws IOException {
        server = GearmandServer.start(ServerOptions.embedded());
        address = new HostPort("127.0.0.1", server.port());
        return address;
    }

    @Override
    protected void endServer() {
        server.close();
    }

    @Override
    protected void startServerAgain() throws IOException {
        server = GearmandServer.start(ServerOptions.embedded().withPort(address.port()));
    }

    /** It looks by itself when a second has come. */
    @Override
    protected void nudge() {
        Thread.onSpinWait();
    }
}
