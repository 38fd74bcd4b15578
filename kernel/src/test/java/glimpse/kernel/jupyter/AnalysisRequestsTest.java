package glimpse.kernel.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.Json;
import glimpse.kernel.jupyter.wire.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is answered beside the cells: completion, inspection, history. */
class AnalysisRequestsTest extends KernelDialogue {
    @Test
    void completionIsAnsweredWhileACellRuns() {
        JsonNode cell = execute("await");
        awaitIopub(cell, "execute_input");
        client.send(
                Channel.SHELL,
                "complete_request",
                Json.object().put("code", "ab").put("cursor_pos", 2));
        assertThat(client.receive(Channel.SHELL).msgType()).isEqualTo("complete_reply");
        // whoever shows the kernel's state from the last status must not believe that it is idle now
        Message last = client.receive(Channel.IOPUB);
        while (!(last.msgType().equals("status") && last.parentHeader().equals(cell))) {
            last = client.receive(Channel.IOPUB);
        }
        assertThat(last.content().path("execution_state").asText()).isEqualTo("busy");
        interpreter.release();
        assertThat(client.receive(Channel.SHELL).msgType()).isEqualTo("execute_reply");
    }

    @Test
    void completionCountsInCodePointsAndCarriesTypes() {
        client.send(
                Channel.SHELL,
                "complete_request",
                Json.object().put("code", "🎈🎈 ab cd").put("cursor_pos", 5));
        JsonNode reply = client.receive(Channel.SHELL).content();
        assertThat(reply.path("matches")).isEqualTo(Json.tree(List.of("ab!")));
        assertThat(reply.path("cursor_start").asInt()).isEqualTo(3);
        assertThat(reply.path("cursor_end").asInt()).isEqualTo(5);
        assertThat(reply.at("/metadata/_jupyter_types_experimental/0"))
                .isEqualTo(Json.object()
                        .put("text", "ab!")
                        .put("type", "function")
                        .put("signature", "bang(int n)")
                        .put("start", 3)
                        .put("end", 5));
    }

    @Test
    void inspectionTellsMoreAtTheSecondLevel() {
        client.send(
                Channel.SHELL,
                "inspect_request",
                Json.object().put("code", "abc").put("cursor_pos", 2).put("detail_level", 1));
        JsonNode reply = client.receive(Channel.SHELL).content();
        assertThat(reply.path("found").asBoolean()).isTrue();
        assertThat(reply.path("data").path("text/plain").asText()).isEqualTo("ab FULL");

        client.send(
                Channel.SHELL, "inspect_request", Json.object().put("code", "").put("cursor_pos", 0));
        assertThat(client.receive(Channel.SHELL).content())
                .isEqualTo(Json.object()
                        .put("status", "ok")
                        .put("found", false)
                        .<ObjectNode>set("data", Json.object())
                        .set("metadata", Json.object()));
    }

    @Test
    void isCompleteHasItsFourAnswers() {
        assertThat(isComplete("1")).isEqualTo(Json.object().put("status", "complete"));
        assertThat(isComplete("open"))
                .isEqualTo(Json.object().put("status", "incomplete").put("indent", "    "));
        assertThat(isComplete("bad")).isEqualTo(Json.object().put("status", "invalid"));
        assertThat(isComplete("?")).isEqualTo(Json.object().put("status", "unknown"));
    }

    @Test
    void historyAnswersTailRangeAndSearch() {
        for (String code : List.of("print a", "21", "print a")) {
            execute(code);
            client.receive(Channel.SHELL);
        }
        assertThat(inputs("tail", "n", "2")).containsExactly("21", "print a");
        assertThat(inputs("range", "start", "2", "stop", "3")).containsExactly("21");
        assertThat(inputs("search", "pattern", "*print*")).containsExactly("print a", "print a");
        assertThat(inputs("search", "pattern", "*print*", "unique", "true")).containsExactly("print a");

        client.send(
                Channel.SHELL,
                "history_request",
                history("range", "start", "2", "stop", "3").put("output", true));
        JsonNode row = client.receive(Channel.SHELL).content().at("/history/0");
        assertThat(row).isEqualTo(Json.tree(List.of(1, 2, List.of("21", "21"))));
    }
}
