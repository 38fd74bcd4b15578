package glimpse.kernel.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.Json;
import glimpse.kernel.jupyter.wire.Message;
import org.junit.jupiter.api.Test;

/** Questions to the client. */
class StdinTest extends KernelDialogue {
    @Test
    void inputIsAskedOnStdinAfterWhatWasPrinted() {
        JsonNode request = execute("print before\nask name? ");
        Message question = client.receive(Channel.STDIN);
        assertThat(question.msgType()).isEqualTo("input_request");
        assertThat(question.parentHeader()).isEqualTo(request);
        assertThat(question.content())
                .isEqualTo(Json.object().put("prompt", "name? ").put("password", false));
        answer("nobody asked this", Json.object().put("msg_id", "an older question"));
        answer("Ada", question.header());
        assertThat(client.receive(Channel.SHELL).content().path("status").asText())
                .isEqualTo("ok");
        assertThat(iopubOf(request)).containsSubsequence("stream: stdout before\n", "execute_result: Ada [1]");
    }

    @Test
    void hiddenInputSaysSoAndAnAnswerNeedsNoParent() {
        JsonNode request = execute("password secret: ");
        assertThat(client.receive(Channel.STDIN).content().path("password").asBoolean())
                .isTrue();
        answer("x", Json.object());
        assertThat(iopubOf(request)).contains("execute_result: x [1]");
    }

    @Test
    void withoutAllowStdinAQuestionIsAnError() {
        execute("ask name? ", Json.object().put("allow_stdin", false));
        assertThat(client.receive(Channel.SHELL).content().path("evalue").asText())
                .contains("allow_stdin");
    }
}
