package glimpse.kernel.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.Json;
import glimpse.kernel.jupyter.wire.Message;
import glimpse.kernel.jupyter.wire.Session;
import glimpse.kernel.jupyter.wire.Wire;
import java.util.function.Consumer;

/** One message of a client, with the ways back to it: the reply, and what is published with it as the parent. Any thread. */
final class Request {
    private final Channel channel;
    private final Message message;
    private final Wire wire;
    private final Session session;
    private volatile Runnable afterwards = () -> {};

    Request(Channel channel, Message message, Wire wire, Session session) {
        this.channel = channel;
        this.message = message;
        this.wire = wire;
        this.session = session;
    }

    Message message() {
        return message;
    }

    JsonNode content() {
        return message.content();
    }

    JsonNode header() {
        return message.header();
    }

    /** Answers on the channel by which the request came; nothing for a message that has no reply. */
    void reply(ObjectNode content) {
        RequestType.replyTo(message.msgType())
                .ifPresent(type -> wire.send(channel, session.reply(message, type, content)));
    }

    /** Asks the client on its stdin channel; {@code before} sees the question before it leaves. */
    void ask(ObjectNode inputRequest, Consumer<Message> before) {
        Message question = session.reply(message, "input_request", inputRequest);
        before.accept(question);
        wire.send(Channel.STDIN, question);
    }

    /** What is to happen when the request has been answered; the kernel's end, for one. */
    void afterwards(Runnable action) {
        afterwards = action;
    }

    /** Called when the reply and {@code idle} are on their way. */
    void answered() {
        afterwards.run();
    }

    void status(String executionState) {
        publish("status", Json.object().put("execution_state", executionState));
    }

    /** Publishes at once. */
    void publish(String msgType, ObjectNode content) {
        wire.iopub().publish(msgType, message.header(), content);
    }

    /** Publishes what the user's code shows; waits while the subscribers are behind. */
    void display(String msgType, ObjectNode content) {
        wire.iopub().display(msgType, message.header(), content);
    }

    /** Adds to a text stream; waits while the subscribers are behind. */
    void text(String stream, String text) {
        wire.iopub().text(message.header(), stream, text);
    }

    /** Waits, for a bounded time, until what was published has been sent. */
    void flush() throws InterruptedException {
        wire.iopub().flush(5_000);
    }
}
