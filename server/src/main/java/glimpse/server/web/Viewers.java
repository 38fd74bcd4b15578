package glimpse.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The open pages, each of which gets a snapshot a second. Belongs to the web thread. */
final class Viewers {
    private static final long PERIOD_MILLIS = 1000;

    private final EventLoop loop;
    private final Consumer<Consumer<Snapshot>> snapshots;
    private final List<Channel> channels = new ArrayList<>();
    private boolean scheduled;

    /** @param snapshots takes a snapshot and hands it over on the web thread */
    Viewers(EventLoop loop, Consumer<Consumer<Snapshot>> snapshots) {
        this.loop = loop;
        this.snapshots = snapshots;
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    void add(Channel channel) {
        channels.add(channel);
        channel.closeFuture().addListener(closed -> channels.remove(channel));
        snapshots.accept(snapshot -> send(channel, event(snapshot)));
        schedule();
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void schedule() {
        if (!scheduled && !channels.isEmpty()) {
            scheduled = true;
            loop.schedule(() -> snapshots.accept(this::sendToAll), PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void sendToAll(Snapshot snapshot) {
        String event = event(snapshot);
        channels.forEach(channel -> send(channel, event));
        scheduled = false;
        schedule();
    }

    private static String event(Snapshot snapshot) {
        return "data: " + SnapshotJson.of(snapshot) + "\n\n";
    }

    /** A page that has not read the last event goes without this one. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void send(Channel channel, String event) {
        if (channel.isWritable()) {
            channel.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(event, UTF_8)), channel.voidPromise());
        }
    }
}
