package glimpse.cluster.channel;

import java.util.ArrayList;
import java.util.List;
import org.zeromq.ZMQ;

/** Reads whole messages from a socket without waiting. Used on the socket's thread. */
final class Frames {
    private static final int MAX_FRAMES = 8;

    private Frames() {}

    /** The frames of the next message, null when there is none; of a message with very many frames, the first ones. */
    static List<byte[]> read(ZMQ.Socket socket) {
        byte[] first = socket.recv(ZMQ.DONTWAIT);
        if (first == null) {
            return null;
        }
        List<byte[]> frames = new ArrayList<>(4);
        frames.add(first);
        while (socket.hasReceiveMore()) {
            byte[] frame = socket.recv();
            if (frames.size() < MAX_FRAMES) {
                frames.add(frame);
            }
        }
        return frames;
    }
}
