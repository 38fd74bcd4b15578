package glimpse.server.connection;

import glimpse.gearman.packet.Priority;
import glimpse.server.job.Bytes;
import glimpse.server.job.Submission;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/**
 * One HTTP request, read.
 *
 * @param method GET, POST, PUT, HEAD or whatever came
 * @param function the path without the slashes it begins with, not decoded
 * @param keepAlive whether the connection stays open after the response
 * @param form how the response is written
 */
record HttpExchange(
        HttpMethod method,
        HttpVersion version,
        Bytes function,
        Bytes unique,
        Priority priority,
        Submission.Mode mode,
        boolean keepAlive,
        Form form) {

    /** The forms of a response. */
    enum Form {
        /** As the C server writes it, in the version of the request. */
        USUAL,
        /**
         * To the byte as gearmand(8) has it: HTTP/1.0 and no command, also for HTTP/1.1. For requests that are no proper HTTP/1.1, as
         * they name no host, like those on that page.
         */
        MAN_PAGE
    }

    static HttpExchange of(HttpRequest request) {
        String unique = request.headers().get("X-Gearman-Unique", "-");
        String priority = request.headers().get("X-Gearman-Priority", "");
        boolean background = "true".equalsIgnoreCase(request.headers().get("X-Gearman-Background"));
        boolean old = request.protocolVersion().minorVersion() == 0;
        Form form = old || request.headers().contains(HttpHeaderNames.HOST) ? Form.USUAL : Form.MAN_PAGE;
        return new HttpExchange(
                request.method(),
                old || form == Form.MAN_PAGE ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1,
                latin1(request.uri().replaceFirst("^/+", "")),
                latin1(unique),
                priority.equalsIgnoreCase("high")
                        ? Priority.HIGH
                        : priority.equalsIgnoreCase("low") ? Priority.LOW : Priority.NORMAL,
                background ? Submission.Mode.BACKGROUND : Submission.Mode.FOREGROUND,
                HttpUtil.isKeepAlive(request) && form == Form.USUAL,
                form);
    }

    private static Bytes latin1(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whether the method is one that submits a job. */
    boolean submits() {
        return method.equals(HttpMethod.GET)
                || method.equals(HttpMethod.POST)
                || method.equals(HttpMethod.PUT)
                || isHead();
    }

    boolean isHead() {
        return method.equals(HttpMethod.HEAD);
    }

    /** Whether the response has to say so when the connection stays open or not, for it is not the version's custom. */
    String connectionHeader() {
        boolean custom = version.equals(HttpVersion.HTTP_1_1);
        if (keepAlive == custom) {
            return "";
        }
        return "Connection: " + (keepAlive ? "keep-alive" : "close") + "\r\n";
    }

    Submission submission(Bytes workload) {
        return Submission.plain(function, unique, workload, priority, mode);
    }
}
