package glimpse.kernel.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.Json;
import glimpse.kernel.jupyter.wire.Message;
import org.junit.jupiter.api.Test;

/** The end. */
class ShutdownRequestTest extends KernelDialogue {
    @Test
    void shutdownIsAnsweredSaysWhetherToRestartAndEndsTheSession() throws Exception {
        client.send(Channel.CONTROL, "shutdown_request", Json.object().put("restart", true));
        Message reply = client.receive(Channel.CONTROL);
        assertThat(reply.content()).isEqualTo(Json.object().put("status", "ok").put("restart", true));
        assertThat(kernel.awaitEnd()).isEqualTo(JupyterKernel.End.RESTART);
        kernel.close();
        while (!interpreter.closed()) {
            Thread.onSpinWait();
        }
    }
}
