package glimpse.server.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import glimpse.server.connection.Traffic.Drop;
import glimpse.server.job.Answers;
import glimpse.server.job.Bytes;
import glimpse.server.job.JobServer;
import glimpse.server.job.Submission;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * A connection of the HTTP port: a request is a job for the function that its path names, the response its result. One request at a
 * time; those that a client sends ahead wait, and so do they while it does not read its responses.
 */
final class HttpConnection extends Connection {
    private static final String NOT_FOUND = "404 NOT_FOUND";
    private static final List<HttpVersion> VERSIONS = List.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);

    private final ChannelSocket socket;
    private final String serverName;

    // The I/O thread's part.
    /** Parts of requests that came while one was running. */
    private final Queue<Object> ahead = new ArrayDeque<>();

    private HttpExchange running;
    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    /** Of the running request's body, those that were thrown away too. */
    private long bodyBytes;

    private String refusal = "";
    private boolean submitted;
    private boolean inputEnded;

    // The processing's part.
    private HttpAnswers answers;

    HttpConnection(ChannelSocket socket, String serverName, IoThread ioThread) {
        super(socket, ioThread);
        this.socket = socket;
        this.serverName = serverName;
    }

    /** Between two requests too: a client that has nothing to ask need not be here. */
    @Override
    boolean isInTheMiddle() {
        return !submitted;
    }

    @Override
    void read(Object message) {
        if (submitted || !ahead.isEmpty()) {
            ahead.add(ReferenceCountUtil.retain(message));
            socket.setReading(false);
        } else {
            take(message);
        }
    }

    private void take(Object message) {
        if (message instanceof HttpRequest request) {
            begin(request);
        }
        if (message instanceof HttpContent content) {
            add(content.content());
        }
        DecoderResult result = ((HttpObject) message).decoderResult();
        if (result.isFailure()) {
            refusal = refusal(result.cause());
        }
        // Of what cannot be read there is no end: nothing follows.
        if (result.isFailure() || message instanceof LastHttpContent) {
            submit();
        }
    }

    private static String refusal(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return "414 URI Too Long";
        }
        return cause instanceof TooLongHttpHeaderException ? "431 Request Header Fields Too Large" : "400 Bad Request";
    }

    private void begin(HttpRequest request) {
        running = HttpExchange.of(request);
        bodyBytes = 0;
        refusal = "";
        if (request.decoderResult().isFailure()) {
            return;
        }
        if (!VERSIONS.contains(request.protocolVersion())) {
            refusal = "505 HTTP Version Not Supported";
        } else if (!running.submits()) {
            refusal = "405 Method Not Allowed";
        } else if (running.function().isEmpty()) {
            refusal = NOT_FOUND;
        } else if (HttpUtil.is100ContinueExpected(request)) {
            super.send(Unpooled.copiedBuffer("HTTP/1.1 100 Continue\r\n\r\n", US_ASCII), After.STAY_OPEN);
        }
    }

    /** A client may send as much again to read why it was refused; one that does not end is dropped. */
    private void add(ByteBuf content) {
        long before = bodyBytes;
        long end = 2L * limits().maxPacketSize();
        bodyBytes += content.readableBytes();
        if (before <= end && bodyBytes > end) {
            drop(Drop.MALFORMED, "a request's body of more than " + end + " bytes");
        } else if (bodyBytes > limits().maxPacketSize()) {
            refusal = "413 Content Too Large";
            body = new ByteArrayOutputStream();
        } else if (refusal.isEmpty()) {
            body.writeBytes(ByteBufUtil.getBytes(content));
        }
    }

    private void submit() {
        submitted = true;
        HttpExchange exchange = running;
        String refused = refusal;
        Bytes workload = Bytes.of(exchange.isHead() ? new byte[0] : body.toByteArray());
        // Not reset: that would keep the room of the largest body for as long as the connection is open.
        body = new ByteArrayOutputStream();
        ioThread().events().accept(Event.action(this, server -> {
            answers.begin(exchange);
            if (refused.equals(NOT_FOUND)) {
                answers.notFound();
            } else if (refused.isEmpty()) {
                server.submit(peer(), exchange.submission(workload));
            } else {
                answers.refuse(refused, "");
            }
        }));
    }

    /** Writes a response; then the next request's turn comes, or the end. */
    @Override
    void send(ByteBuf response, After after) {
        boolean goesOn = refusal.isEmpty() || refusal.startsWith("405");
        boolean last = response == null || !running.keepAlive() || !goesOn || (inputEnded && ahead.isEmpty());
        super.send(response, last ? After.CLOSE : after);
        if (last || after == After.CLOSE) {
            return;
        }
        submitted = false;
        hasTakenOutput();
    }

    /** What was sent ahead has its turn only while the peer reads: responses that nobody takes would gather. */
    @Override
    void hasTakenOutput() {
        if (!ahead.isEmpty()) {
            loop().execute(this::takeAhead);
        }
    }

    private void takeAhead() {
        while (!submitted && !ahead.isEmpty() && socket.isWritable()) {
            Object message = ahead.remove();
            try {
                take(message);
            } finally {
                ReferenceCountUtil.release(message);
            }
        }
        socket.setReading(ahead.isEmpty());
        closeIfDone();
    }

    /**
     * A client may end its side after its last request ({@code nc -N}), and reads what is answered at once all the same: a background job, a refusal. One
     * that has gone looks the same, so nobody waits for the result of its job then.
     */
    @Override
    void inputEnded() {
        inputEnded = true;
        closeIfDone();
    }

    /** What has been begun now will never be whole. */
    private void closeIfDone() {
        if (inputEnded && (submitted ? waitsForWorker() : ahead.isEmpty())) {
            closeNow();
        }
    }

    private boolean waitsForWorker() {
        return refusal.isEmpty() && running.mode() == Submission.Mode.FOREGROUND;
    }

    @Override
    void removed() {
        ahead.forEach(ReferenceCountUtil::release);
        ahead.clear();
    }

    @Override
    Answers answers(JobServer server) {
        answers =
                new HttpAnswers(server.handles(), serverName, limits().maxPacketSize(), this::hasAnswers, this::close);
        return answers;
    }

    @Override
    ByteBuf takeAnswers() {
        return answers.take();
    }
}
