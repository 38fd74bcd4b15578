package glimpse.kernel.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Subshells. */
class SubshellsTest extends KernelDialogue {
    @Test
    void aSubshellAnswersWhileACellRuns() {
        client.send(Channel.CONTROL, "create_subshell_request", Json.object());
        String id =
                client.receive(Channel.CONTROL).content().path("subshell_id").asText();
        client.send(Channel.CONTROL, "list_subshell_request", Json.object());
        assertThat(client.receive(Channel.CONTROL).content().path("subshell_id"))
                .isEqualTo(Json.tree(List.of(id)));

        JsonNode cell = execute("await");
        awaitIopub(cell, "execute_input");
        client.send(
                Channel.SHELL, "comm_info_request", Json.object(), Json.object().put("subshell_id", id));
        assertThat(client.receive(Channel.SHELL).msgType()).isEqualTo("comm_info_reply");
        interpreter.release();
        assertThat(client.receive(Channel.SHELL).msgType()).isEqualTo("execute_reply");

        client.send(Channel.CONTROL, "delete_subshell_request", Json.object().put("subshell_id", id));
        assertThat(client.receive(Channel.CONTROL).content().path("status").asText())
                .isEqualTo("ok");
        client.send(
                Channel.SHELL, "comm_info_request", Json.object(), Json.object().put("subshell_id", id));
        assertThat(client.receive(Channel.SHELL).content().path("status").asText())
                .isEqualTo("error");
    }
}
