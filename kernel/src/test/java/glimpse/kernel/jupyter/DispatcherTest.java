package glimpse.kernel.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.Json;
import glimpse.kernel.jupyter.wire.Message;
import glimpse.kernel.jupyter.wire.Session;
import glimpse.kernel.jupyter.wire.Wire;
import glimpse.kernel.jupyter.wire.WireClient;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order of states around requests, with handlers that the test holds up. */
@Timeout(120)
class DispatcherTest {
    private final CountDownLatch released = new CountDownLatch(1);
    private final CompletableFuture<Dispatcher> dispatcher = new CompletableFuture<>();
    private Wire wire;
    private WireClient client;

    @BeforeEach
    void open() throws Exception {
        Session session = new Session();
        wire = Wire.open(
                KernelDialogue.connection(),
                session,
                (channel, message) ->
                        dispatcher.join().dispatch(channel, new Request(channel, message, wire, session)));
        dispatcher.complete(new Dispatcher(
                handlers(), new RunningCell(new CompletableFuture<>()), new Subshells(), new Lane("shell of a test")));
        client = new WireClient(wire.connection());
    }

    @AfterEach
    void close() {
        released.countDown();
        client.close();
        wire.close();
    }

    private Map<RequestType, Handler> handlers() {
        Map<RequestType, Handler> handlers = new EnumMap<>(RequestType.class);
        for (RequestType type : RequestType.values()) {
            handlers.put(type, request -> Replies.ok());
        }
        handlers.put(RequestType.EXECUTE_REQUEST, this::heldUp);
        return handlers;
    }

    private ObjectNode heldUp(Request request) throws InterruptedException {
        return released.await(60, TimeUnit.SECONDS) ? Replies.ok() : Replies.aborted();
    }

    /** jupyter-console asks whether a cell is complete, sends it, and takes the next {@code idle} for the cell's. */
    @Test
    void theIdleOfAnotherRequestIsNotTheLastWordWhileACellIsOnItsWay() {
        JsonNode cell =
                client.send(Channel.SHELL, "execute_request", Json.object().put("code", "1"));
        awaitState("busy", cell);
        JsonNode question =
                client.send(Channel.SHELL, "is_complete_request", Json.object().put("code", "1"));
        awaitState("idle", question);
        Message next = client.receive(Channel.IOPUB);
        assertThat(next.parentHeader()).isEqualTo(cell);
        assertThat(next.content().path("execution_state").asText()).isEqualTo("busy");
        released.countDown();
        awaitState("idle", cell);
    }

    private void awaitState(String state, JsonNode request) {
        Message next = client.receive(Channel.IOPUB);
        while (!(next.parentHeader().equals(request)
                && next.content().path("execution_state").asText().equals(state))) {
            next = client.receive(Channel.IOPUB);
        }
    }
}
