package glimpse.kernel.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.interpreter.JavaInterpreter;
import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.Json;
import glimpse.kernel.jupyter.wire.Message;
import glimpse.kernel.session.SessionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Widgets as a front end sees them: models that are opened, moved and updated over comms. */
class WidgetsTest extends KernelDialogue {
    private List<Message> published(JsonNode request) {
        List<Message> messages = new ArrayList<>();
        do {
            Message next = client.receive(Channel.IOPUB);
            if (next.parentHeader().equals(request)) {
                messages.add(next);
            }
        } while (messages.isEmpty() || !isIdleOf(messages.get(messages.size() - 1), request));
        return messages;
    }

    private static Message opened(List<Message> messages, String model) {
        return messages.stream()
                .filter(each -> each.msgType().equals("comm_open"))
                .filter(each ->
                        each.content().at("/data/state/_model_name").asText().equals(model))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode moved(Message widget, ObjectNode data) {
        ObjectNode content =
                Json.object().put("comm_id", widget.content().path("comm_id").asText());
        content.set("data", data);
        return client.send(Channel.SHELL, "comm_msg", content);
    }

    /** What the kernel says next over a comm. */
    private JsonNode saidBy(String commId) {
        JsonNode content = Json.object();
        while (!content.path("comm_id").asText().equals(commId)) {
            content = client.receive(Channel.IOPUB).content();
        }
        return content;
    }

    private void startJava() throws Exception {
        stop();
        startWith(() -> JavaInterpreter.open(SessionOptions.java()));
    }

    @Test
    void anInteractionIsAnsweredAtEachMove() throws Exception {
        startJava();
        List<Message> shown = published(execute("interact(n -> n * n, slider(\"n\", 1, 10, 3))"));
        Message slider = opened(shown, "IntSliderModel");
        assertThat(slider.metadata().path("version").asText()).isEqualTo("2.1.0");
        assertThat(slider.content().path("target_name").asText()).isEqualTo("jupyter.widget");
        assertThat(slider.content().at("/data/state/value").asInt()).isEqualTo(3);
        Message box = opened(shown, "VBoxModel");
        assertThat(box.content().at("/data/state/children/0").asText())
                .isEqualTo("IPY_MODEL_" + slider.content().path("comm_id").asText());
        JsonNode view = shown.stream()
                .filter(each -> each.msgType().equals("execute_result"))
                .findFirst()
                .orElseThrow()
                .content()
                .path("data");
        assertThat(view.at("/text~1plain").asText()).isEqualTo("9");
        assertThat(view.at("/application~1vnd.jupyter.widget-view+json/model_id"))
                .isEqualTo(box.content().path("comm_id"));

        ObjectNode move = Json.object().put("method", "update");
        move.putObject("state").put("value", 5);
        moved(slider, move);
        String output = opened(shown, "OutputModel").content().path("comm_id").asText();
        assertThat(saidBy(output).at("/data/state/outputs/0/data/text~1plain").asText())
                .isEqualTo("25");
    }

    @Test
    void aButtonPrintsIntoItsCellAndAnEndlessActionIsStopped() throws Exception {
        startJava();
        JsonNode cell = execute("button(\"go\", () -> { System.out.println(\"pressed\"); while (true) {} })");
        Message button = opened(published(cell), "ButtonModel");
        ObjectNode click = Json.object().put("method", "custom");
        click.putObject("content").put("event", "click");
        moved(button, click);
        awaitIopub(cell, "stream");
        client.send(Channel.CONTROL, "interrupt_request", Json.object());
        awaitIopub(cell, "stream");
        assertThat(published(execute("6 * 7")).toString()).contains("42");
    }

    @Test
    void anInspectorIsSentTheVariablesWheneverItAsks() throws Exception {
        startJava();
        published(execute("int seen = 7;"));
        ObjectNode open = Json.object().put("comm_id", "v").put("target_name", "glimpse.variables");
        List<Message> first = published(client.send(Channel.SHELL, "comm_open", open));
        assertThat(first.get(1).content().at("/data/variables"))
                .isEqualTo(Json.tree(List.of(Map.of("name", "seen", "type", "int", "value", "7"))));
        published(execute("seen++;"));
        ObjectNode ask = Json.object().put("comm_id", "v");
        ask.putObject("data");
        List<Message> again = published(client.send(Channel.SHELL, "comm_msg", ask));
        assertThat(again.get(1).content().at("/data/variables/0/value").asText())
                .isEqualTo("8");
    }
}
