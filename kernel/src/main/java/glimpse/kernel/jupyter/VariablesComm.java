package glimpse.kernel.jupyter;

import glimpse.kernel.cell.Interpreter;
import glimpse.kernel.jupyter.comm.Comm;
import glimpse.kernel.jupyter.comm.CommMessage;
import glimpse.kernel.jupyter.comm.CommTarget;
import glimpse.kernel.jupyter.wire.Json;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The session's variables as data, for an inspector in the front end: it opens a comm to {@value #TARGET} and is sent {@code {"variables":
 * [{"name", "type", "value"}, …]}} then, and again for each message it sends.
 */
record VariablesComm(CompletableFuture<Interpreter> session) implements CommTarget {
    static final String TARGET = "glimpse.variables";

    @Override
    public void opened(Comm comm, CommMessage open) {
        comm.onMessage(message -> send(comm));
        send(comm);
    }

    private void send(Comm comm) {
        comm.send(Json.tree(Map.of("variables", session.join().variables())));
    }
}
