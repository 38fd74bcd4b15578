package glimpse.cluster.channel;

import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.zeromq.ZMQ;

/**
 * Who listens at an XPUB socket, by the topics that it was told of: a frame 01 topic when the first one subscribes, 00 topic
 * when the last one is gone, be it by word or by a broken connection. Used on the socket's thread.
 */
final class Subscriptions {
    private final ZMQ.Socket xpub;
    private final TreeSet<String> topics = new TreeSet<>();

    Subscriptions(ZMQ.Socket xpub) {
        this.xpub = xpub;
    }

    /** One thing learnt: a topic has subscribers from now on, or has none any more. */
    record Change(Topic topic, boolean subscribed) {}

    /** The next change, null when there is none now. */
    Change next() {
        for (byte[] frame; (frame = xpub.recv(ZMQ.DONTWAIT)) != null; ) {
            if (frame.length > 0 && frame[0] <= 1 && frame[0] >= 0) {
                String topic = new String(frame, 1, frame.length - 1, StandardCharsets.US_ASCII);
                boolean subscribed = frame[0] == 1;
                if (subscribed ? topics.add(topic) : topics.remove(topic)) {
                    return new Change(new Topic(topic), subscribed);
                }
            }
        }
        return null;
    }

    /** Tells whether somebody subscribes to the topic or to a beginning of it. */
    boolean has(Topic topic) {
        String text = topic.text();
        for (String subscribed = topics.floor(text); subscribed != null; subscribed = topics.lower(subscribed)) {
            if (text.startsWith(subscribed)) {
                return true;
            }
            if (subscribed.isEmpty() || subscribed.charAt(0) != text.charAt(0)) {
                return topics.contains("");
            }
        }
        return false;
    }
}
