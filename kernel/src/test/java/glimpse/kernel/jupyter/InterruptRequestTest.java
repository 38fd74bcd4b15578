package glimpse.kernel.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.Json;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Cells that are stopped. */
class InterruptRequestTest extends KernelDialogue {
    @Test
    void interruptStopsTheRunningCellAndTheNextOneRuns() {
        JsonNode cell = execute("print on\nwait");
        awaitIopub(cell, "stream");
        JsonNode interrupt = client.send(Channel.CONTROL, "interrupt_request", Json.object());
        assertThat(client.receive(Channel.CONTROL).parentHeader()).isEqualTo(interrupt);
        assertThat(client.receive(Channel.SHELL).content().path("ename").asText())
                .isEqualTo("Interrupted");
        execute("42");
        assertThat(client.receive(Channel.SHELL).content().path("status").asText())
                .isEqualTo("ok");
    }

    @Test
    void anInterruptWhileTheSessionStillOpensStopsTheCell() throws Exception {
        stop();
        startWith(() -> new CompletableFuture<ScriptedInterpreter>().get());
        JsonNode cell = execute("42");
        awaitIopub(cell, "execute_input");
        client.send(Channel.CONTROL, "interrupt_request", Json.object());
        assertThat(client.receive(Channel.SHELL).content().path("ename").asText())
                .isEqualTo("Interrupted");
    }

    @Test
    void anInterruptBeforeTheInterpreterHasTakenTheCellIsNotLost() {
        interpreter.hesitate();
        JsonNode cell = execute("wait");
        awaitIopub(cell, "execute_input");
        client.send(Channel.CONTROL, "interrupt_request", Json.object());
        client.receive(Channel.CONTROL);
        interpreter.release();
        assertThat(client.receive(Channel.SHELL).content().path("ename").asText())
                .isEqualTo("Interrupted");
    }

    @Test
    void anInterruptWithoutACellStopsNothing() {
        client.send(Channel.CONTROL, "interrupt_request", Json.object());
        client.receive(Channel.CONTROL);
        execute("42");
        assertThat(client.receive(Channel.SHELL).content().path("status").asText())
                .isEqualTo("ok");
    }
}
