package glimpse.kernel.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.Json;
import glimpse.kernel.jupyter.wire.Message;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a kernel says of itself. */
class KernelInfoTest extends KernelDialogue {
    @Test
    void kernelInfoSaysWhoAnswersAndIsSurroundedByBusyAndIdle() {
        JsonNode request = client.send(Channel.SHELL, "kernel_info_request", Json.object());

        Message reply = client.receive(Channel.SHELL);
        assertThat(reply.msgType()).isEqualTo("kernel_info_reply");
        assertThat(reply.parentHeader()).isEqualTo(request);
        assertThat(reply.content().path("status").asText()).isEqualTo("ok");
        assertThat(reply.content().path("protocol_version").asText()).isEqualTo("5.4");
        assertThat(reply.content().path("supported_features")).isEqualTo(Json.tree(List.of("kernel subshells")));
        assertThat(reply.content().at("/language_info/name").asText()).isEqualTo("java");
        assertThat(iopubOf(request)).containsExactly("status: busy", "status: idle");
    }

    @Test
    void kernelInfoIsAnsweredBeforeTheSessionIsOpen() throws Exception {
        stop();
        CountDownLatch open = new CountDownLatch(1);
        startWith(() -> {
            open.await();
            return interpreter;
        });
        JsonNode cell = execute("42");
        client.send(Channel.SHELL, "kernel_info_request", Json.object());
        assertThat(client.receive(Channel.SHELL).msgType()).isEqualTo("kernel_info_reply");

        open.countDown();
        assertThat(client.receive(Channel.SHELL).parentHeader()).isEqualTo(cell);
        assertThat(iopubOf(cell)).contains("execute_result: 42 [1]");
    }

    @Test
    void aSessionThatDoesNotOpenIsTheAnswerToEveryCell() throws Exception {
        stop();
        startWith(() -> {
            throw new IllegalStateException("no compiler");
        });
        execute("42");
        JsonNode reply = client.receive(Channel.SHELL).content();
        assertThat(reply.path("status").asText()).isEqualTo("error");
        assertThat(reply.path("evalue").asText()).contains("no compiler");
    }
}
