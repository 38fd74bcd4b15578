package glimpse.kernel.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CellOutput;
import glimpse.kernel.cell.CellResult;
import glimpse.kernel.cell.Interpreter;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.jupyter.comm.Comms;
import glimpse.kernel.jupyter.history.History;
import glimpse.kernel.jupyter.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code execute_request}. On the shell threads. */
final class Execution implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    private final RunningCell runningCell;
    private final Stdin stdin;
    private final History history;
    private final Comms comms;
    private final AtomicInteger executionCount = new AtomicInteger();

    Execution(RunningCell runningCell, Stdin stdin, History history, Comms comms) {
        this.runningCell = runningCell;
        this.stdin = stdin;
        this.history = history;
        this.comms = comms;
    }

    @Override
    public ObjectNode answer(Request request) throws BadRequest, InterruptedException {
        ExecuteRequest execute = ExecuteRequest.of(request.content());
        int count = execute.storeHistory() ? executionCount.incrementAndGet() : executionCount.get();
        if (!execute.silent()) {
            request.publish(
                    "execute_input", Json.object().put("code", execute.code()).put("execution_count", count));
        }
        CellOutput output = new ExecuteOutput(request, stdin, execute.allowStdin(), comms);
        ObjectNode reply = run(request, execute, count, output);
        reply.put("execution_count", count);
        if (!reply.has("payload")) {
            reply.putArray("payload");
        }
        return reply;
    }

    private ObjectNode run(Request request, ExecuteRequest execute, int count, CellOutput output)
            throws InterruptedException {
        Cell cell = new Cell("cell " + count, execute.code());
        AtomicBoolean leaves = new AtomicBoolean();
        CellResult result = run(request, session -> {
            leaves.set(Leaving.isMeantBy(execute.code(), session));
            return leaves.get() ? new CellResult.Completed(Optional.empty()) : session.run(cell, output);
        });
        remember(execute, count, result);
        if (result instanceof CellResult.Completed completed) {
            if (!execute.silent()) {
                completed.value().ifPresent(value -> request.publish("execute_result", executeResult(value, count)));
            }
            ObjectNode reply = Replies.ok();
            if (leaves.get()) {
                Leaving.addTo(reply.putArray("payload"));
            }
            reply.set("user_expressions", evaluate(request, execute.userExpressions(), output));
            return reply;
        }
        ObjectNode reply = error(result);
        request.publish("error", withoutStatus(reply));
        reply.putObject("user_expressions");
        return reply;
    }

    /** A fault of the kernel is an answer too: a client shows what {@code error} on iopub says, and waits for a reply. */
    private CellResult run(Request request, Function<Interpreter, CellResult> cell) throws InterruptedException {
        try {
            return runningCell.run(request, cell);
        } catch (RuntimeException | Error e) {
            LOG.error("execute_request failed", e);
            return KernelFault.of(e);
        }
    }

    private void remember(ExecuteRequest execute, int count, CellResult result) {
        if (execute.storeHistory()) {
            Optional<String> output = result instanceof CellResult.Completed completed
                    ? completed.value().map(DisplayData::text)
                    : Optional.empty();
            history.add(count, execute.code(), output);
        }
    }

    private static ObjectNode executeResult(DisplayData value, int count) {
        return ExecuteOutput.bundle(value).put("execution_count", count);
    }

    private ObjectNode evaluate(Request request, Map<String, String> expressions, CellOutput output)
            throws InterruptedException {
        ObjectNode values = Json.object();
        for (Map.Entry<String, String> expression : expressions.entrySet()) {
            Cell cell = new Cell(expression.getKey(), expression.getValue());
            CellResult result = run(request, session -> session.run(cell, output));
            values.set(
                    expression.getKey(),
                    result instanceof CellResult.Completed completed
                            ? Replies.ok()
                                    .setAll(ExecuteOutput.bundle(
                                            completed.value().orElse(DisplayData.text(""))))
                            : error(result));
        }
        return values;
    }

    private static ObjectNode error(CellResult result) {
        return result instanceof CellResult.Failed failed
                ? Replies.error(failed.name(), failed.message(), failed.traceback())
                : Replies.error("Interrupted", "stopped", List.of("Interrupted: the cell was stopped"));
    }

    private static ObjectNode withoutStatus(ObjectNode reply) {
        ObjectNode content = reply.deepCopy();
        content.remove("status");
        return content;
    }
}
