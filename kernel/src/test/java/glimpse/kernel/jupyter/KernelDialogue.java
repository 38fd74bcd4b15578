package glimpse.kernel.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.jupyter.history.History;
import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.ConnectionFile;
import glimpse.kernel.jupyter.wire.Json;
import glimpse.kernel.jupyter.wire.Message;
import glimpse.kernel.jupyter.wire.WireClient;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A kernel on loopback, asked message by message. The transcripts show iopub as {@code type: what matters}. */
@Timeout(120)
abstract class KernelDialogue {
    final ScriptedInterpreter interpreter = new ScriptedInterpreter();

    JupyterKernel kernel;

    WireClient client;

    @BeforeEach
    void start() throws Exception {
        startWith(() -> interpreter);
    }

    void startWith(JupyterKernel.SessionOpener opener) throws Exception {
        kernel = JupyterKernel.start(connection(), new KernelOptions("1", History.inMemory()), opener);
        client = new WireClient(kernel.connection());
        awaitWelcome();
    }

    /** A {@code starting} that the socket held back may come first. */
    private void awaitWelcome() {
        Message first = client.receive(Channel.IOPUB);
        while (!first.msgType().equals("iopub_welcome")) {
            assertThat(first.content().path("execution_state").asText()).isEqualTo("starting");
            first = client.receive(Channel.IOPUB);
        }
    }

    static ConnectionFile connection() {
        Map<Channel, Integer> ports = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            ports.put(channel, 0);
        }
        return new ConnectionFile("tcp", "127.0.0.1", ports, "hmac-sha256", "a key of these tests");
    }

    @AfterEach
    void stop() {
        client.close();
        kernel.close();
    }

    static List<byte[]> forged(String header) {
        List<byte[]> frames = new ArrayList<>();
        for (String frame : List.of("<IDS|MSG>", "0123456789abcdef", header, "{}", "{}", "{}")) {
            frames.add(frame.getBytes(UTF_8));
        }
        return frames;
    }

    JsonNode execute(String code) {
        return execute(code, Json.object());
    }

    JsonNode execute(String code, ObjectNode more) {
        return client.send(
                Channel.SHELL,
                "execute_request",
                Json.object().put("code", code).setAll(more));
    }

    /** Waits until the kernel has taken in all requests so far: control is answered after shell was read. */
    void kernelKnows(int cells) {
        JsonNode last = client.send(Channel.SHELL, "kernel_info_request", Json.object());
        Message reply = client.receive(Channel.SHELL);
        assertThat(reply.parentHeader()).as("after %d cells", cells).isEqualTo(last);
    }

    List<String> statuses(int count) {
        List<String> statuses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            statuses.add(client.receive(Channel.SHELL).content().path("status").asText());
        }
        return statuses;
    }

    void answer(String value, JsonNode parent) {
        client.send(Channel.STDIN, "input_reply", Json.object().put("value", value), Json.object(), parent);
    }

    JsonNode isComplete(String code) {
        client.send(Channel.SHELL, "is_complete_request", Json.object().put("code", code));
        return client.receive(Channel.SHELL).content();
    }

    List<String> inputs(String type, String... fields) {
        client.send(Channel.SHELL, "history_request", history(type, fields));
        List<String> inputs = new ArrayList<>();
        client.receive(Channel.SHELL)
                .content()
                .path("history")
                .forEach(row -> inputs.add(row.path(2).asText()));
        return inputs;
    }

    static ObjectNode history(String type, String... fields) {
        ObjectNode content =
                Json.object().put("hist_access_type", type).put("raw", true).put("output", false);
        for (int i = 0; i < fields.length; i += 2) {
            String value = fields[i + 1];
            if (value.matches("\\d+")) {
                content.put(fields[i], Integer.parseInt(value));
            } else if (value.equals("true")) {
                content.put(fields[i], true);
            } else {
                content.put(fields[i], value);
            }
        }
        return content;
    }

    void awaitIopub(JsonNode request, String msgType) {
        Message next = client.receive(Channel.IOPUB);
        while (!(next.msgType().equals(msgType) && next.parentHeader().equals(request))) {
            next = client.receive(Channel.IOPUB);
        }
    }

    static boolean isIdleOf(Message message, JsonNode request) {
        return message.msgType().equals("status")
                && message.parentHeader().equals(request)
                && message.content().path("execution_state").asText().equals("idle");
    }

    /** What was published for the request until its {@code idle}; messages of others are passed over. */
    List<String> iopubOf(JsonNode request) {
        List<String> transcript = new ArrayList<>();
        Message next;
        do {
            next = client.receive(Channel.IOPUB);
            if (next.parentHeader().equals(request)) {
                transcript.add(next.msgType() + ": " + shown(next));
            }
        } while (!isIdleOf(next, request));
        return transcript;
    }

    private static String shown(Message message) {
        JsonNode content = message.content();
        return switch (message.msgType()) {
            case "status" -> content.path("execution_state").asText();
            case "stream" ->
                content.path("name").asText() + " " + content.path("text").asText();
            case "execute_input" -> content.path("code").asText() + " [" + content.path("execution_count") + "]";
            case "execute_result" ->
                content.path("data").path("text/plain").asText() + " [" + content.path("execution_count") + "]";
            case "display_data", "update_display_data" -> content.path("data") + " " + content.path("transient");
            case "error" ->
                content.path("ename").asText() + " " + content.path("evalue").asText() + " "
                        + content.path("traceback");
            case "clear_output" -> content.path("wait").toString();
            case "comm_msg", "comm_close" -> content.path("comm_id").asText() + " " + content.path("data");
            default -> content.toString();
        };
    }
}
