package glimpse.kernel.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.Json;
import org.junit.jupiter.api.Test;

/** Comms. */
class CommRequestsTest extends KernelDialogue {
    @Test
    void anUnknownCommTargetIsClosed() {
        JsonNode open = client.send(
                Channel.SHELL, "comm_open", Json.object().put("comm_id", "c1").put("target_name", "nobody"));
        assertThat(iopubOf(open)).containsExactly("status: busy", "comm_close: c1 {}", "status: idle");
    }

    @Test
    void aCommIsOpenedTalksAndIsListed() {
        kernel.comms().register("echo", (comm, opened) -> comm.onMessage(message -> comm.send(message.data())));
        client.send(
                Channel.SHELL, "comm_open", Json.object().put("comm_id", "c1").put("target_name", "echo"));
        ObjectNode content = Json.object().put("comm_id", "c1");
        content.set("data", Json.object().put("n", 1));
        JsonNode said = client.send(Channel.SHELL, "comm_msg", content);
        assertThat(iopubOf(said)).containsExactly("status: busy", "comm_msg: c1 {\"n\":1}", "status: idle");

        client.send(Channel.SHELL, "comm_info_request", Json.object().put("target_name", "echo"));
        assertThat(client.receive(Channel.SHELL)
                        .content()
                        .at("/comms/c1/target_name")
                        .asText())
                .isEqualTo("echo");
        JsonNode close = client.send(Channel.SHELL, "comm_close", Json.object().put("comm_id", "c1"));
        assertThat(iopubOf(close)).containsExactly("status: busy", "status: idle");
        client.send(Channel.SHELL, "comm_info_request", Json.object());
        assertThat(client.receive(Channel.SHELL).content().path("comms")).isEmpty();
    }
}
