package glimpse.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of the status page's port. On the web thread. */
final class WebHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(WebHandler.class);
    private static final Map<String, String> FILES =
            Map.of("/", "status.html", "/status.css", "status.css", "/status.js", "status.js");
    private static final Map<String, String> TYPES = Map.of(
            "html",
            "text/html; charset=utf-8",
            "css",
            "text/css; charset=utf-8",
            "js",
            "text/javascript; charset=utf-8");
    private static final Set<String> NAMES_OF_THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Viewers viewers;
    private final Consumer<Consumer<Snapshot>> snapshots;
    private final boolean onlyThisMachine;

    /** @param onlyThisMachine refuses requests to other host names, so that no web site can read the page through its visitor */
    WebHandler(Viewers viewers, Consumer<Consumer<Snapshot>> snapshots, boolean onlyThisMachine) {
        this.viewers = viewers;
        this.snapshots = snapshots;
        this.onlyThisMachine = onlyThisMachine;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        String path = request.uri().replaceFirst("\\?.*", "");
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        boolean head = request.method().equals(HttpMethod.HEAD);
        String host = request.headers().get(HttpHeaderNames.HOST, "").replaceFirst(":[0-9]*$", "");
        if (request.decoderResult().isFailure()) {
            respond(ctx, HttpResponseStatus.BAD_REQUEST, "text/plain", "Bad request\n", false, head);
        } else if (onlyThisMachine && !NAMES_OF_THIS_MACHINE.contains(host)) {
            String text = "Host '" + host + "' (expected: localhost; or start gearmand with --web-listen)\n";
            respond(ctx, HttpResponseStatus.FORBIDDEN, "text/plain", text, false, head);
        } else if (!request.method().equals(HttpMethod.GET) && !head) {
            respond(ctx, HttpResponseStatus.METHOD_NOT_ALLOWED, "text/plain", "Only GET\n", false, head);
        } else if (path.equals("/metrics")) {
            snapshots.accept(
                    s -> respond(ctx, HttpResponseStatus.OK, Metrics.CONTENT_TYPE, Metrics.of(s), keepAlive, head));
        } else if (path.equals("/events") && !head) {
            watch(ctx);
        } else if (FILES.containsKey(path)) {
            String file = FILES.get(path);
            String type = TYPES.get(file.substring(file.indexOf('.') + 1));
            respond(ctx, HttpResponseStatus.OK, type, read(file), keepAlive, head);
        } else {
            respond(ctx, HttpResponseStatus.NOT_FOUND, "text/plain", "Not found\n", keepAlive, head);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void watch(ChannelHandlerContext ctx) {
        ctx.pipeline().remove(ReadTimeoutHandler.class);
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, "close");
        ctx.writeAndFlush(response, ctx.voidPromise());
        viewers.add(ctx.channel());
    }

    private static String read(String file) {
        try (InputStream in = WebHandler.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private static void respond(
            ChannelHandlerContext ctx,
            HttpResponseStatus status,
            String type,
            String text,
            boolean keepAlive,
            boolean head) {
        byte[] body = text.getBytes(UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff")
                .set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
        if (keepAlive) {
            ctx.writeAndFlush(response, ctx.voidPromise());
        } else {
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
            ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException) && !(cause instanceof ReadTimeoutException)) {
            LOG.info("{}: {}, closed", ctx.channel().remoteAddress(), cause.toString());
        }
        ctx.close();
    }
}
