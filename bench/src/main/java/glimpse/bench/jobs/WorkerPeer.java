package glimpse.bench.jobs;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketEncoder;
import glimpse.gearman.packet.PacketType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;

/** A worker that does nothing: each job comes back with its own workload at once. One job at a time, as most workers have it. */
final class WorkerPeer extends Peer {
    private static final byte[] GRAB = PacketEncoder.encode(Packet.of(PacketType.GRAB_JOB_UNIQ));
    private static final byte[] PRE_SLEEP = PacketEncoder.encode(Packet.of(PacketType.PRE_SLEEP));

    private int completed;
    private boolean asleep;

    WorkerPeer(InetSocketAddress server, Selector selector, String function) throws IOException {
        super(server, selector);
        send(PacketEncoder.encode(Packet.of(PacketType.CAN_DO, function)));
        send(GRAB);
        flush();
    }

    int completed() {
        return completed;
    }

    boolean isAsleep() {
        return asleep;
    }

    @Override
    void received(PacketType type, byte[] body, int from, int size) {
        switch (type) {
            case JOB_ASSIGN_UNIQ -> complete(body, from, size);
            case NO_JOB -> {
                asleep = true;
                send(PRE_SLEEP);
            }
            case NOOP -> {
                asleep = false;
                send(GRAB);
            }
            default -> throw new IllegalStateException(type + " for a worker");
        }
    }

    /** handle \0 function \0 unique \0 workload becomes handle \0 workload. */
    private void complete(byte[] body, int from, int size) {
        int handleEnd = afterNul(body, from);
        int workload = afterNul(body, afterNul(body, handleEnd));
        int handleSize = handleEnd - from;
        int workloadSize = from + size - workload;
        sendInt(0x00524551);
        sendInt(PacketType.WORK_COMPLETE.number());
        sendInt(handleSize + workloadSize);
        send(body, from, handleSize);
        send(body, workload, workloadSize);
        send(GRAB);
        completed++;
    }

    private static int afterNul(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != 0) {
            at++;
        }
        return at + 1;
    }
}
