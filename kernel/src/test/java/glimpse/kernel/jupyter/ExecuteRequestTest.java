package glimpse.kernel.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cells run by execute_request: counts, replies, errors. */
class ExecuteRequestTest extends KernelDialogue {
    @Test
    void executePublishesInputOutputAndResultInOrder() {
        JsonNode request = execute("print a\nprint b\nerr c\nprint d\n42");

        JsonNode reply = client.receive(Channel.SHELL).content();
        assertThat(reply.path("status").asText()).isEqualTo("ok");
        assertThat(reply.path("execution_count").asInt()).isEqualTo(1);
        assertThat(reply.has("payload")).isTrue();
        assertThat(reply.has("user_expressions")).isTrue();
        assertThat(iopubOf(request))
                .containsExactly(
                        "status: busy",
                        "execute_input: print a\nprint b\nerr c\nprint d\n42 [1]",
                        "stream: stdout a\nb\n",
                        "stream: stderr c\n",
                        "stream: stdout d\n",
                        "execute_result: 42 [1]",
                        "status: idle");
    }

    @Test
    void onlyStoredCellsAreCounted() {
        execute("1");
        assertThat(client.receive(Channel.SHELL)
                        .content()
                        .path("execution_count")
                        .asInt())
                .isEqualTo(1);
        JsonNode unstored = execute("2", Json.object().put("store_history", false));
        assertThat(client.receive(Channel.SHELL)
                        .content()
                        .path("execution_count")
                        .asInt())
                .isEqualTo(1);
        assertThat(iopubOf(unstored)).contains("execute_result: 2 [1]");
        execute("3");
        assertThat(client.receive(Channel.SHELL)
                        .content()
                        .path("execution_count")
                        .asInt())
                .isEqualTo(2);
        assertThat(inputs("tail")).containsExactly("1", "3");
    }

    @Test
    void faultOfTheKernelIsSaidAndTheNextCellRuns() {
        JsonNode request = execute("print before\noverflow too deep");
        JsonNode reply = client.receive(Channel.SHELL).content();
        assertThat(reply.path("status").asText()).isEqualTo("error");
        assertThat(reply.path("ename").asText()).isEqualTo("java.lang.StackOverflowError");
        assertThat(reply.path("execution_count").asInt()).isEqualTo(1);
        assertThat(reply.has("user_expressions")).isTrue();
        List<String> published = iopubOf(request);
        assertThat(published.get(2)).isEqualTo("stream: stdout before\n");
        assertThat(published.get(3))
                .startsWith("error: java.lang.StackOverflowError too deep")
                .contains("The kernel failed, not the code of this cell", "ScriptedInterpreter", "restart it");

        ObjectNode expressions = Json.object();
        expressions.putObject("user_expressions").put("bad", "overflow again");
        execute("42", expressions);
        reply = client.receive(Channel.SHELL).content();
        assertThat(reply.path("status").asText()).isEqualTo("ok");
        assertThat(reply.path("user_expressions").path("bad").path("evalue").asText())
                .isEqualTo("again");
    }

    @Test
    void cellsSayWhyTheSessionDidNotOpen() throws Exception {
        stop();
        startWith(() -> {
            throw new IllegalArgumentException("no such folder");
        });
        JsonNode request = execute("42");
        assertThat(client.receive(Channel.SHELL).content().path("evalue").asText())
                .isEqualTo("the Java session did not open: java.lang.IllegalArgumentException: no such folder");
        assertThat(iopubOf(request).get(2)).contains("no such folder", "restart it");
    }

    @Test
    void exitAsksTheFrontEndToLeave() {
        execute("exit");
        JsonNode reply = client.receive(Channel.SHELL).content();
        assertThat(reply.path("status").asText()).isEqualTo("ok");
        assertThat(reply.path("payload"))
                .containsExactly(Json.object().put("source", "ask_exit").put("keepkernel", false));

        execute("42");
        assertThat(client.receive(Channel.SHELL).content().path("payload")).isEmpty();
    }

    @Test
    void aSilentCellIsNotEchoedCountedOrShown() {
        JsonNode silent = execute("print a\n42", Json.object().put("silent", true));
        assertThat(client.receive(Channel.SHELL)
                        .content()
                        .path("execution_count")
                        .asInt())
                .isEqualTo(0);
        assertThat(iopubOf(silent)).containsExactly("status: busy", "stream: stdout a\n", "status: idle");
        assertThat(inputs("tail")).isEmpty();
    }

    @Test
    void userExpressionsAreEvaluatedAfterTheCode() {
        ObjectNode expressions = Json.object().put("good", "7").put("bad", "fail no");
        ObjectNode more = Json.object();
        more.set("user_expressions", expressions);
        execute("42", more);
        JsonNode values = client.receive(Channel.SHELL).content().path("user_expressions");
        assertThat(values.at("/good/status").asText()).isEqualTo("ok");
        assertThat(values.at("/good/data").path("text/plain").asText()).isEqualTo("7");
        assertThat(values.at("/bad/status").asText()).isEqualTo("error");
        assertThat(values.at("/bad/evalue").asText()).isEqualTo("no");
    }

    @Test
    void anErrorIsPublishedAndRepliedAlike() {
        JsonNode request = execute("fail it broke");
        JsonNode reply = client.receive(Channel.SHELL).content();
        assertThat(reply.path("status").asText()).isEqualTo("error");
        assertThat(reply.path("ename").asText()).isEqualTo("Failure");
        assertThat(reply.path("evalue").asText()).isEqualTo("it broke");
        assertThat(reply.path("traceback")).isEqualTo(Json.tree(List.of("Failure: it broke", "cell 1")));
        assertThat(iopubOf(request))
                .containsExactly(
                        "status: busy",
                        "execute_input: fail it broke [1]",
                        "error: Failure it broke [\"Failure: it broke\",\"cell 1\"]",
                        "status: idle");
    }

    @Test
    void anErrorAbortsTheWaitingCells() {
        execute("await\nfail no");
        execute("1");
        execute("2", Json.object().put("stop_on_error", false));
        kernelKnows(3);
        interpreter.release();
        assertThat(statuses(3)).containsExactly("error", "aborted", "aborted");

        execute("3");
        assertThat(client.receive(Channel.SHELL)
                        .content()
                        .path("execution_count")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void anErrorWithoutStopOnErrorAbortsNothing() {
        execute("await\nfail no", Json.object().put("stop_on_error", false));
        execute("1");
        kernelKnows(2);
        interpreter.release();
        assertThat(statuses(2)).containsExactly("error", "ok");
    }
}
