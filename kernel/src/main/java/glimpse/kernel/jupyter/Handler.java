package glimpse.kernel.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers one type of request. Runs on the thread of the request's lane. */
@FunctionalInterface
interface Handler {

    /**
     * The content of the reply with its {@code status}; ignored for messages that have no reply.
     *
     * @throws BadRequest if the content does not say what it must; answered with {@code status: error}
     */
    ObjectNode answer(Request request) throws BadRequest, InterruptedException;
}
