package glimpse.kernel.jupyter;

import glimpse.kernel.jupyter.wire.Json;
import glimpse.kernel.jupyter.wire.Message;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/** Questions to the client, one at a time. {@link #readLine} is for the user's threads, {@link #received} for the routers'. */
final class Stdin {
    private static final String END_OF_INPUT = "\u0004";

    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile Question pending;

    private record Question(String msgId, CompletableFuture<String> answer) {}

    /** As {@link glimpse.kernel.cell.CellOutput#readLine}. */
    Optional<String> readLine(Request request, String prompt, boolean hidden) throws IOException {
        try {
            turn.lockInterruptibly();
            try {
                request.flush(); // what was printed before the question is to stand above it
                return ask(request, prompt, hidden);
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("stopped while waiting for input").initCause(e);
        }
    }

    private Optional<String> ask(Request request, String prompt, boolean hidden) throws InterruptedException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        try {
            request.ask(
                    Json.object().put("prompt", prompt).put("password", hidden),
                    question -> pending = new Question(question.msgId(), answer));
            String line = answer.get();
            return line.equals(END_OF_INPUT) ? Optional.empty() : Optional.of(line);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            pending = null;
        }
    }

    /** Takes an {@code input_reply}; one that answers an older question, or none, is dropped. */
    void received(Message reply) {
        Question question = pending;
        String parent = reply.parentHeader().path("msg_id").asText("");
        if (question != null && (parent.isEmpty() || parent.equals(question.msgId()))) {
            question.answer().complete(reply.content().path("value").asText(END_OF_INPUT));
        }
    }
}
