package glimpse.kernel.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.jupyter.comm.CommMessage;
import glimpse.kernel.jupyter.comm.Comms;

/** Hands {@code comm_open}, {@code comm_msg} and {@code comm_close} on and answers {@code comm_info_request}. */
final class CommRequests {
    private final Comms comms;

    CommRequests(Comms comms) {
        this.comms = comms;
    }

    ObjectNode open(Request request) {
        comms.opened(request.content(), of(request));
        return Replies.ok();
    }

    ObjectNode received(Request request) {
        comms.received(request.content(), of(request));
        return Replies.ok();
    }

    ObjectNode close(Request request) {
        comms.closed(request.content(), of(request));
        return Replies.ok();
    }

    ObjectNode info(Request request) {
        ObjectNode reply = Replies.ok();
        reply.set("comms", comms.info(request.content().path("target_name").asText("")));
        return reply;
    }

    private static CommMessage of(Request request) {
        return new CommMessage(
                request.header(),
                request.content().path("data"),
                request.content().path("metadata"),
                request.message().buffers());
    }
}
