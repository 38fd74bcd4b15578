package glimpse.server.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import glimpse.gearman.packet.PacketType;
import glimpse.server.connection.HttpExchange.Form;
import glimpse.server.job.Answers;
import glimpse.server.job.Bytes;
import glimpse.server.job.ErrorText;
import glimpse.server.job.Handles;
import glimpse.server.job.Job;
import glimpse.server.job.JobStatus;
import glimpse.server.job.Submission.Mode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;

/**
 * The answers to one job at a time as one HTTP response. Belongs to the core's thread.
 *
 * <pre>
 *   HTTP/1.1 200 OK
 *   X-Gearman-Job-Handle: H:lap:4
 *   X-Gearman-Command: WORK_COMPLETE
 *   Content-Length: 12
 *   Server: Gearman/0.1
 *
 *   !dlrow olleH
 * </pre>
 */
final class HttpAnswers implements Answers {
    private final Handles handles;
    private final String serverName;
    private final int maxSize;
    private final Runnable responseReady;
    private final Runnable lastResponse;
    /** Made anew for each response: the room of a large one is not kept. */
    private ByteArrayOutputStream data = new ByteArrayOutputStream();

    private HttpExchange exchange;
    private String handle = "";
    private ByteBuf response;

    /**
     * @param serverName what stands in the header {@code Server}
     * @param maxSize the most bytes that a result may have
     * @param responseReady is run when a response is complete
     * @param lastResponse is run when no other may follow
     */
    HttpAnswers(Handles handles, String serverName, int maxSize, Runnable responseReady, Runnable lastResponse) {
        this.handles = handles;
        this.serverName = serverName;
        this.lastResponse = lastResponse;
        this.maxSize = maxSize;
        this.responseReady = responseReady;
    }

    /** Takes the next request; the one before has been responded to. */
    void begin(HttpExchange next) {
        exchange = next;
        handle = "";
        data = new ByteArrayOutputStream();
    }

    /** The complete response, for the caller to release; null if there is none yet. */
    ByteBuf take() {
        ByteBuf taken = response;
        response = null;
        return taken;
    }

    /** Responds without a job. */
    void refuse(String status, String text) {
        if (!text.isEmpty()) {
            data.writeBytes(text.getBytes(ISO_8859_1));
        }
        respond(status, "");
    }

    /** There is no function without a name; to the byte as the C server says it, and the last response. */
    void notFound() {
        String head = exchange.version() + " 404 NOT_FOUND\r\nServer: " + serverName + "\r\n"
                + (exchange.version().equals(HttpVersion.HTTP_1_1) ? "Connection: close\r\n" : "")
                + "Content-Length: 0\r\n\r\n";
        response = Unpooled.wrappedBuffer(head.getBytes(ISO_8859_1));
        exchange = null;
        responseReady.run();
    }

    private void respond(String status, String command) {
        if (exchange == null) {
            return;
        }
        StringBuilder head = new StringBuilder(200);
        head.append(exchange.version()).append(' ').append(status).append("\r\n");
        if (!handle.isEmpty()) {
            head.append("X-Gearman-Job-Handle: ").append(handle).append("\r\n");
        }
        if (!command.isEmpty() && !exchange.isHead() && exchange.form() == Form.USUAL) {
            head.append("X-Gearman-Command: ").append(command).append("\r\n");
        }
        head.append("Content-Length: ").append(data.size()).append("\r\n");
        head.append("Server: ").append(serverName).append("\r\n");
        head.append(exchange.connectionHeader()).append("\r\n");
        ByteBuf bytes = Unpooled.wrappedBuffer(head.toString().getBytes(ISO_8859_1));
        response =
                exchange.isHead() ? bytes : Unpooled.wrappedBuffer(bytes, Unpooled.wrappedBuffer(data.toByteArray()));
        data = new ByteArrayOutputStream();
        exchange = null;
        responseReady.run();
    }

    @Override
    public void jobCreated(Job job) {
        handle = handles.text(job.number());
        if (exchange.mode() == Mode.BACKGROUND) {
            respond("200 OK", "JOB_CREATED");
        }
    }

    /** Data is gathered and stands before what the last packet brings; status and warnings have no place in HTTP. */
    @Override
    public void work(PacketType type, Bytes jobHandle, Bytes rest) {
        switch (type) {
            case WORK_DATA -> add(rest);
            case WORK_COMPLETE -> {
                add(rest);
                respond("200 OK", type.name());
            }
            case WORK_EXCEPTION -> {
                data.reset();
                add(rest);
                respond("500 Internal Server Error", type.name());
            }
            case WORK_FAIL -> fail();
            default -> {}
        }
    }

    private void add(Bytes rest) {
        if (exchange == null) {
            return;
        }
        if ((long) data.size() + rest.length() > maxSize) {
            data.reset();
            refuse("502 Bad Gateway", "The result has more than " + maxSize + " bytes");
            lastResponse.run();
            return;
        }
        data.write(rest.array(), rest.from(), rest.length());
    }

    private void fail() {
        data.reset();
        respond("500 Internal Server Error", "WORK_FAIL");
    }

    @Override
    public void workFail(Job job) {
        fail();
    }

    @Override
    public void workFailForException(Job job) {
        fail();
    }

    @Override
    public void error(ErrorText error) {
        String status = switch (error) {
            case QUEUE_FULL, STORE -> "503 Service Unavailable";
            default -> "400 Bad Request";
        };
        refuse(status, error.code() + " " + error.text());
    }

    // An HTTP client neither works nor asks for anything else.

    @Override
    public void noop() {}

    @Override
    public void noJob() {}

    @Override
    public void jobAssign(Job job) {}

    @Override
    public void jobAssignUniq(Job job) {}

    @Override
    public void jobAssignAll(Job job) {}

    @Override
    public void statusRes(Bytes jobHandle, JobStatus status) {}

    @Override
    public void statusResUnique(Bytes unique, JobStatus status) {}

    @Override
    public void echoRes(Bytes echoed) {}

    @Override
    public void optionRes(Bytes option) {}

    @Override
    public void text(String reply) {}

    @Override
    public void held(long bytes) {}
}
