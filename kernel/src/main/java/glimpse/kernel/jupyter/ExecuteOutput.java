package glimpse.kernel.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.cell.CellOutput;
import glimpse.kernel.cell.FrontEndComms;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.jupyter.comm.Comms;
import glimpse.kernel.jupyter.wire.Json;
import java.io.IOException;
import java.util.Optional;

/** The output of one {@code execute_request}: published with it as the parent, also long after its reply. Any thread. */
final class ExecuteOutput implements CellOutput {
    private final Request request;
    private final Stdin stdin;
    private final boolean allowStdin;
    private final Comms comms;

    ExecuteOutput(Request request, Stdin stdin, boolean allowStdin, Comms comms) {
        this.request = request;
        this.stdin = stdin;
        this.allowStdin = allowStdin;
        this.comms = comms;
    }

    @Override
    public void write(Stream stream, String text) {
        request.text(
                switch (stream) {
                    case STDOUT -> "stdout";
                    case STDERR -> "stderr";
                },
                text);
    }

    @Override
    public void display(DisplayData data, Optional<String> displayId) {
        request.display("display_data", content(data, displayId));
    }

    @Override
    public void update(DisplayData data, String displayId) {
        request.display("update_display_data", content(data, Optional.of(displayId)));
    }

    @Override
    public void clear(boolean wait) {
        request.display("clear_output", Json.object().put("wait", wait));
    }

    @Override
    public Optional<String> readLine(String prompt, boolean hidden) throws IOException {
        if (!allowStdin) {
            throw new IOException("this client does not answer questions (allow_stdin is false)");
        }
        return stdin.readLine(request, prompt, hidden);
    }

    @Override
    public Optional<FrontEndComms> comms() {
        return Optional.of(new RequestComms(comms, request));
    }

    private static ObjectNode content(DisplayData data, Optional<String> displayId) {
        ObjectNode content = bundle(data);
        ObjectNode transients = content.putObject("transient");
        displayId.ifPresent(id -> transients.put("display_id", id));
        return content;
    }

    /** {@code data} and {@code metadata}, as many messages have them. */
    static ObjectNode bundle(DisplayData data) {
        ObjectNode content = Json.object();
        content.set("data", Json.tree(data.data()));
        content.set("metadata", Json.tree(data.metadata()));
        return content;
    }
}
