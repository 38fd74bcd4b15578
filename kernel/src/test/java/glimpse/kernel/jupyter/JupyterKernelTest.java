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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A kernel on loopback, asked message by message. The transcripts show iopub as {@code type: what matters}. */
@Timeout(120)
class JupyterKernelTest {
    private final ScriptedInterpreter interpreter = new ScriptedInterpreter();
    private JupyterKernel kernel;
    private WireClient client;

    @BeforeEach
    void start() throws Exception {
        startWith(() -> interpreter);
    }

    private void startWith(JupyterKernel.SessionOpener opener) throws Exception {
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

    @Test
    void displaysCarryTheirIdAndAreUpdatedAndCleared() {
        JsonNode request = execute("show <b>1</b>\nupdate <b>2</b>\nclear\nshow <b>3</b>");
        assertThat(iopubOf(request))
                .containsSubsequence(
                        "display_data: {\"text/html\":\"<b>1</b>\"} {\"display_id\":\"d1\"}",
                        "update_display_data: {\"text/html\":\"<b>2</b>\"} {\"display_id\":\"d1\"}",
                        "clear_output: true",
                        "display_data: {\"text/html\":\"<b>3</b>\"} {\"display_id\":\"d1\"}");
    }

    @Test
    void outputOfAThreadThatOutlivesItsCellBelongsToThatCell() {
        JsonNode first = execute("late from the first");
        assertThat(iopubOf(first)).contains("status: idle");
        JsonNode second = execute("await");
        interpreter.release();
        Message late = client.receive(Channel.IOPUB);
        while (!late.msgType().equals("stream")) {
            late = client.receive(Channel.IOPUB);
        }
        assertThat(late.parentHeader()).isEqualTo(first).isNotEqualTo(second);
        assertThat(late.content().path("text").asText()).isEqualTo("from the first\n");
    }

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
    void anInterruptWithoutACellStopsNothing() {
        client.send(Channel.CONTROL, "interrupt_request", Json.object());
        client.receive(Channel.CONTROL);
        execute("42");
        assertThat(client.receive(Channel.SHELL).content().path("status").asText())
                .isEqualTo("ok");
    }

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

    @Test
    void anUnknownMessageIsAnsweredWithAnError() {
        client.send(Channel.SHELL, "debug_everything_request", Json.object());
        Message reply = client.receive(Channel.SHELL);
        assertThat(reply.msgType()).isEqualTo("debug_everything_reply");
        assertThat(reply.content().path("ename").asText()).isEqualTo("UnknownMessageType");
    }

    @Test
    void aRequestWithoutItsFieldsIsAnsweredWithAnError() {
        client.send(Channel.SHELL, "execute_request", Json.object());
        JsonNode reply = client.receive(Channel.SHELL).content();
        assertThat(reply.path("status").asText()).isEqualTo("error");
        assertThat(reply.path("evalue").asText()).contains("code is missing");
    }

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

    @Test
    void aStrangersFramesAreDroppedAndCountedAndTheNextReplyIsTheClients() {
        try (WireClient stranger = new WireClient(kernel.connection())) {
            stranger.frames(Channel.SHELL, List.of("junk".getBytes(UTF_8)));
            stranger.frames(Channel.SHELL, List.of("<IDS|MSG>".getBytes(UTF_8), "00".getBytes(UTF_8)));
            stranger.frames(Channel.SHELL, forged("{\"msg_id\":\"1\",\"msg_type\":\"execute_request\"}"));
            stranger.frames(Channel.SHELL, forged("no json"));
            stranger.frames(Channel.CONTROL, List.of(new byte[0], new byte[1 << 20]));
            stranger.frames(Channel.STDIN, List.of(new byte[0]));
            JsonNode request = execute("42");
            assertThat(client.receive(Channel.SHELL).parentHeader()).isEqualTo(request);
            while (kernel.dropped() < 6) {
                Thread.onSpinWait();
            }
        }
    }

    private static List<byte[]> forged(String header) {
        List<byte[]> frames = new ArrayList<>();
        for (String frame : List.of("<IDS|MSG>", "0123456789abcdef", header, "{}", "{}", "{}")) {
            frames.add(frame.getBytes(UTF_8));
        }
        return frames;
    }

    @Test
    void aMessageSentTwiceIsAnsweredOnce() {
        try (WireClient twin = new WireClient(kernel.connection())) {
            List<byte[]> frames = twin.encoded("kernel_info_request", Json.object());
            twin.frames(Channel.SHELL, frames);
            assertThat(twin.receive(Channel.SHELL).msgType()).isEqualTo("kernel_info_reply");
            twin.frames(Channel.SHELL, frames);
            twin.send(Channel.SHELL, "comm_info_request", Json.object());
            assertThat(twin.receive(Channel.SHELL).msgType()).isEqualTo("comm_info_reply");
        }
        assertThat(kernel.dropped()).isEqualTo(1);
    }

    @Test
    void theHeartbeatSendsBackWhatCame() {
        assertThat(client.beat(new byte[] {1, 2, 3})).containsExactly(1, 2, 3);
        assertThat(client.beat("ping".getBytes(UTF_8))).isEqualTo("ping".getBytes(UTF_8));
    }

    @Test
    void aHundredThousandLinesArriveCompleteInOrderAndInFewMessages() {
        JsonNode cell = execute("lines 100000");
        StringBuilder text = new StringBuilder();
        int messages = 0;
        for (Message next = client.receive(Channel.IOPUB);
                !isIdleOf(next, cell);
                next = client.receive(Channel.IOPUB)) {
            if (next.msgType().equals("stream")) {
                text.append(next.content().path("text").asText());
                messages++;
            }
        }
        String[] lines = text.toString().split("\n");
        assertThat(lines).hasSize(100_000);
        for (int i = 0; i < lines.length; i++) {
            assertThat(lines[i]).isEqualTo("line " + i);
        }
        assertThat(messages).isLessThan(1_000);
    }

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

    private JsonNode execute(String code) {
        return execute(code, Json.object());
    }

    private JsonNode execute(String code, ObjectNode more) {
        return client.send(
                Channel.SHELL,
                "execute_request",
                Json.object().put("code", code).setAll(more));
    }

    /** Waits until the kernel has taken in all requests so far: control is answered after shell was read. */
    private void kernelKnows(int cells) {
        JsonNode last = client.send(Channel.SHELL, "kernel_info_request", Json.object());
        Message reply = client.receive(Channel.SHELL);
        assertThat(reply.parentHeader()).as("after %d cells", cells).isEqualTo(last);
    }

    private List<String> statuses(int count) {
        List<String> statuses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            statuses.add(client.receive(Channel.SHELL).content().path("status").asText());
        }
        return statuses;
    }

    private void answer(String value, JsonNode parent) {
        client.send(Channel.STDIN, "input_reply", Json.object().put("value", value), Json.object(), parent);
    }

    private JsonNode isComplete(String code) {
        client.send(Channel.SHELL, "is_complete_request", Json.object().put("code", code));
        return client.receive(Channel.SHELL).content();
    }

    private List<String> inputs(String type, String... fields) {
        client.send(Channel.SHELL, "history_request", history(type, fields));
        List<String> inputs = new ArrayList<>();
        client.receive(Channel.SHELL)
                .content()
                .path("history")
                .forEach(row -> inputs.add(row.path(2).asText()));
        return inputs;
    }

    private static ObjectNode history(String type, String... fields) {
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

    private void awaitIopub(JsonNode request, String msgType) {
        Message next = client.receive(Channel.IOPUB);
        while (!(next.msgType().equals(msgType) && next.parentHeader().equals(request))) {
            next = client.receive(Channel.IOPUB);
        }
    }

    private static boolean isIdleOf(Message message, JsonNode request) {
        return message.msgType().equals("status")
                && message.parentHeader().equals(request)
                && message.content().path("execution_state").asText().equals("idle");
    }

    /** What was published for the request until its {@code idle}; messages of others are passed over. */
    private List<String> iopubOf(JsonNode request) {
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
