package glimpse.kernel.jupyter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.cell.Completeness;
import glimpse.kernel.cell.Completions;
import glimpse.kernel.cell.Interpreter;
import glimpse.kernel.jupyter.wire.Json;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Answers what reads code without running it: {@code complete_request}, {@code inspect_request}, {@code is_complete_request}. */
final class Analysis {
    private final CompletableFuture<Interpreter> session;

    Analysis(CompletableFuture<Interpreter> session) {
        this.session = session;
    }

    ObjectNode complete(Request request) throws BadRequest, InterruptedException {
        String code = Fields.text(request.content(), "code");
        int cursor = Fields.cursor(request.content(), code);
        Completions found = session().complete(code, cursor);
        int start = Fields.codePoints(code, found.start());
        int end = Fields.codePoints(code, found.end());

        ObjectNode reply = Replies.ok().put("cursor_start", start).put("cursor_end", end);
        ArrayNode matches = reply.putArray("matches");
        ArrayNode types = reply.putObject("metadata").putArray("_jupyter_types_experimental");
        for (Completions.Item item : found.items()) {
            matches.add(item.text());
            types.addObject()
                    .put("text", item.text())
                    .put("type", item.kind())
                    .put("signature", item.signature())
                    .put("start", start)
                    .put("end", end);
        }
        return reply;
    }

    ObjectNode inspect(Request request) throws BadRequest, InterruptedException {
        String code = Fields.text(request.content(), "code");
        int cursor = Fields.cursor(request.content(), code);
        Interpreter.Detail detail = request.content().path("detail_level").asInt(0) == 0
                ? Interpreter.Detail.SIGNATURE
                : Interpreter.Detail.FULL;
        ObjectNode reply = Replies.ok();
        session()
                .inspect(code, cursor, detail)
                .ifPresentOrElse(
                        data -> reply.put("found", true).setAll(ExecuteOutput.bundle(data)), () -> notFound(reply));
        return reply;
    }

    private static void notFound(ObjectNode reply) {
        reply.put("found", false);
        reply.putObject("data");
        reply.putObject("metadata");
    }

    ObjectNode isComplete(Request request) throws BadRequest, InterruptedException {
        Completeness completeness = session().completeness(Fields.text(request.content(), "code"));
        if (completeness instanceof Completeness.Incomplete incomplete) {
            return Json.object().put("status", "incomplete").put("indent", incomplete.indent());
        }
        return Json.object()
                .put(
                        "status",
                        completeness instanceof Completeness.Complete
                                ? "complete"
                                : completeness instanceof Completeness.Invalid ? "invalid" : "unknown");
    }

    private Interpreter session() throws InterruptedException {
        try {
            return session.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the Java session did not open: " + e.getCause(), e.getCause());
        }
    }
}
