package glimpse.server.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.util.concurrent.TimeUnit;

/** Errors of a listening channel: it pauses, and goes on. One per channel, on its loop. */
final class AcceptErrors extends ChannelInboundHandlerAdapter {
    private final AcceptOutage outage = new AcceptOutage();
    private boolean failed;

    /** For the bootstrap, whose channels each get one of their own. */
    static ChannelInitializer<Channel> handler() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new AcceptErrors());
            }
        };
    }

    /** A round that failed ends like any other, and the error is told after its end: so this looks later. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        ctx.executor().execute(() -> {
            if (!failed) {
                outage.isOver();
            }
            failed = false;
        });
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failed = true;
        outage.goesOn(cause);
        ctx.channel().config().setAutoRead(false);
        ctx.executor()
                .schedule(
                        () -> ctx.channel().config().setAutoRead(true),
                        AcceptOutage.PAUSE_MILLIS,
                        TimeUnit.MILLISECONDS);
    }
}
