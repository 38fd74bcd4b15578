package glimpse.cluster.socket;

import java.time.Duration;
import java.util.List;
import org.zeromq.ZMQ;

/**
 * The sending end of a channel (an XPUB socket) that loses nothing while its subscribers are alive. Used on the socket's thread.
 *
 * <p>A slow subscriber makes {@link #send} wait, and so the one that publishes. A subscriber that reads nothing at all for
 * as long as the patience lasts is passed over until it reads again: what it missed, it sees by the numbers of the lines. So one
 * stopped process cannot stop a cluster, and memory is bounded by the high-water mark.
 *
 * <p>How: XPUB is set not to drop, so that a full pipe refuses the message. When the patience is over one message is sent with
 * dropping allowed, which makes ZeroMQ set aside exactly the full pipes until they have room again.
 */
public final class Outlet {
    private final ZMQ.Socket xpub;
    private final long patienceNanos;
    private boolean blocked;
    private long blockedSinceNanos;
    private long passedOver;

    /** Takes an XPUB socket; one call of {@link #send} waits at most {@code slice}. */
    public Outlet(ZMQ.Socket xpub, Duration slice, Duration patience) {
        this.xpub = xpub;
        this.patienceNanos = patience.toNanos();
        xpub.setXpubNoDrop(true);
        xpub.setSendTimeOut((int) slice.toMillis());
    }

    /** Sends the frames of one message to whom it concerns; false when it has to be tried again. */
    public boolean send(List<byte[]> frames) {
        if (frame(frames, 0)) {
            blocked = false;
        } else if (!patienceIsOver()) {
            return false;
        } else {
            blocked = false;
            passedOver++;
            xpub.setXpubNoDrop(false);
            frame(frames, 0);
            xpub.setXpubNoDrop(true);
        }
        for (int i = 1; i < frames.size(); i++) {
            frame(frames, i);
        }
        return true;
    }

    private boolean frame(List<byte[]> frames, int index) {
        return index < frames.size() - 1 ? xpub.sendMore(frames.get(index)) : xpub.send(frames.get(index));
    }

    private boolean patienceIsOver() {
        if (!blocked) {
            blocked = true;
            blockedSinceNanos = System.nanoTime();
        }
        return System.nanoTime() - blockedSinceNanos > patienceNanos;
    }

    /** How many times subscribers that read nothing were passed over. */
    public long passedOver() {
        return passedOver;
    }
}
