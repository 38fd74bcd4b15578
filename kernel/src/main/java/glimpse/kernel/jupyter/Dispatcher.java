package glimpse.kernel.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.jupyter.wire.Channel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each request to the lane that answers it, and answers it there: {@code busy}, the handler, the reply, {@code idle}. {@link
 * #dispatch} is called on the routers' thread and never blocks.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** How long a question may wait for the cell before it, so that it sees what the cell defines. */
    private static final long IN_ORDER_MILLIS = 100;

    private final Map<RequestType, Handler> handlers;
    private final RunningCell runningCell;
    private final Subshells subshells;
    private final Lane shell;
    private final Lane answers = new Lane("jupyter-answers");
    private final Lane control = new Lane("jupyter-control");

    Dispatcher(Map<RequestType, Handler> handlers, RunningCell runningCell, Subshells subshells, Lane shell) {
        for (RequestType type : RequestType.values()) {
            if (!handlers.containsKey(type)) {
                throw new IllegalArgumentException("no handler for " + type);
            }
        }
        this.handlers = handlers;
        this.runningCell = runningCell;
        this.subshells = subshells;
        this.shell = shell;
    }

    void dispatch(Channel channel, Request request) {
        if (isExecute(request)) {
            runningCell.expect(request);
        }
        String subshellId = request.message().subshellId();
        if (channel == Channel.CONTROL) {
            control.add(request, this::answer);
        } else if (!subshellId.isEmpty()) {
            subshells
                    .lane(subshellId)
                    .ifPresentOrElse(
                            lane -> lane.add(request, this::answer), () -> control.add(request, this::unknownSubshell));
        } else {
            onMainShell(request);
        }
    }

    private void onMainShell(Request request) {
        switch (type(request).map(RequestType::turn).orElse(RequestType.Turn.AT_ONCE)) {
            case IN_ORDER -> shell.add(request, this::answer);
            case BESIDE ->
                answers.add(request, (lane, question) -> {
                    shell.awaitIdle(IN_ORDER_MILLIS);
                    answer(lane, question);
                });
            case AT_ONCE -> control.add(request, this::answer);
        }
    }

    private static Optional<RequestType> type(Request request) {
        return RequestType.of(request.message().msgType());
    }

    private void answer(Lane lane, Request request) throws InterruptedException {
        if (isExecute(request)) {
            runningCell.begin(request);
        }
        request.status("busy");
        ObjectNode reply = reply(request);
        boolean failed = reply.path("status").asText().equals("error");
        List<Request> aborted = failed && stopsOnError(request) ? lane.remove(RequestType.EXECUTE_REQUEST) : List.of();
        runningCell.end(request);
        if (isExecute(request)) {
            request.flush(); // clients such as jupyter-console take what comes after the reply for another cell's
        }
        request.reply(reply);
        idle(request);
        aborted.forEach(this::abort);
        request.answered();
    }

    private ObjectNode reply(Request request) {
        String msgType = request.message().msgType();
        try {
            Handler handler = type(request).map(handlers::get).orElse(null);
            return handler == null
                    ? Replies.error("UnknownMessageType", msgType + " is not known to this kernel", List.of())
                    : handler.answer(request);
        } catch (BadRequest e) {
            return Replies.error("BadRequest", msgType + ": " + e.getMessage(), List.of());
        } catch (InterruptedException e) {
            return Replies.error("Interrupted", "stopped", List.of());
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed", msgType, e);
            return Replies.error(e.getClass().getName(), String.valueOf(e.getMessage()), List.of());
        }
    }

    private static boolean stopsOnError(Request request) {
        return isExecute(request) && request.content().path("stop_on_error").asBoolean(true);
    }

    private static boolean isExecute(Request request) {
        return type(request).equals(Optional.of(RequestType.EXECUTE_REQUEST));
    }

    private void abort(Request request) {
        runningCell.end(request);
        request.status("busy");
        request.reply(Replies.aborted());
        idle(request);
    }

    /** A client that takes the last state for the kernel's must not believe that a cell which still runs has ended. */
    private void idle(Request request) {
        request.status("idle");
        runningCell.remind();
    }

    private void unknownSubshell(Lane lane, Request request) {
        runningCell.end(request);
        request.status("busy");
        request.reply(
                Replies.error("BadRequest", "no subshell " + request.message().subshellId(), List.of()));
        idle(request);
    }
}
