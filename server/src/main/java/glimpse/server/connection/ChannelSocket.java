package glimpse.server.connection;

import glimpse.server.connection.Connection.After;
import glimpse.server.connection.Traffic.Drop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.util.function.Function;

/** A socket with Netty's channel and pipeline: for HTTP, for TLS, and for all where there is no epoll. Belongs to the I/O thread. */
final class ChannelSocket extends ChannelInboundHandlerAdapter implements PeerSocket {
    private final Channel channel;
    private final Connection connection;
    private boolean reading = true;
    private boolean inputEnded;

    /** @param protocol makes the connection that the channel's messages go to */
    ChannelSocket(Channel channel, Function<ChannelSocket, Connection> protocol) {
        this.channel = channel;
        this.connection = protocol.apply(this);
    }

    @Override
    public EventLoop loop() {
        return channel.eventLoop();
    }

    @Override
    public SocketAddress remoteAddress() {
        return channel.remoteAddress();
    }

    @Override
    public long waiting() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void write(ByteBuf bytes, After after) {
        if (after == After.STAY_OPEN) {
            channel.writeAndFlush(bytes, channel.voidPromise());
        } else {
            channel.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void close() {
        channel.close();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void abort() {
        channel.pipeline().firstContext().close();
    }

    @Override
    public void setReading(boolean newReading) {
        reading = newReading;
        readOrPause();
    }

    /** Whether little output waits, so that the peer may be given more to do. */
    boolean isWritable() {
        return channel.isWritable();
    }

    private void readOrPause() {
        if (channel.isOpen() && !inputEnded) {
            channel.config().setAutoRead(reading && channel.isWritable());
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connection.opened();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connection.closed();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            connection.received(message);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake
                && handshake.cause() instanceof SslHandshakeTimeoutException) {
            connection.drop(Drop.PACKET_TIMEOUT, "silent in the middle of the TLS handshake");
        } else if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded = true;
            connection.inputEnded();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!channel.isWritable()) {
            connection.ioThread().traffic().paused();
        } else {
            connection.hasTakenOutput();
        }
        readOrPause();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        connection.failed(cause);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        connection.removed();
    }
}
