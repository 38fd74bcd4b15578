package glimpse.server.transcript;

import glimpse.server.connection.CoreHarness;
import glimpse.server.job.JobEvents;
import glimpse.server.job.JobRules;
import glimpse.server.job.JobServer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** The core without sockets; what is sent is cut into pieces. */
final class CoreConversation implements Conversation {
    /** How bytes are cut on their way in. */
    enum Cut {
        WHOLE,
        BYTES,
        SEEDED
    }

    private final CoreHarness core;
    private final Map<String, Line> lines = new HashMap<>();
    private final Cut cut;
    private final Random random;
    private long now;

    CoreConversation(JobRules rules, Cut cut, long seed) {
        this.core = new CoreHarness(new JobServer(rules, JobEvents.NONE));
        this.cut = cut;
        this.random = new Random(seed);
        core.tick(0);
    }

    private final class Line extends Inbox {
        private final CoreHarness.Wire wire = core.connect();

        @Override
        void await() {}

        @Override
        void settle() {}
    }

    private Line line(String peer) {
        return lines.computeIfAbsent(peer, name -> new Line());
    }

    @Override
    public void send(String peer, byte[] bytes) {
        Line line = line(peer);
        for (int from = 0; from < bytes.length; ) {
            int length = switch (cut) {
                case WHOLE -> bytes.length;
                case BYTES -> 1;
                case SEEDED -> 1 + random.nextInt(bytes.length);
            };
            int to = Math.min(bytes.length, from + length);
            line.wire.send(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        collect();
    }

    private void collect() {
        for (Line line : lines.values()) {
            line.received(line.wire.received());
            if (line.wire.isClosed()) {
                line.closed();
            }
        }
    }

    @Override
    public void sendPiece(String peer, byte[] bytes) {
        send(peer, bytes);
    }

    @Override
    public Inbox inbox(String peer) {
        return line(peer);
    }

    @Override
    public void leave(String peer) {
        lines.remove(peer).wire.disconnect();
        collect();
    }

    @Override
    public void advance(long millis) {
        now += millis;
        core.tick(now);
        collect();
    }

    @Override
    public void close() {
        lines.values().forEach(line -> line.wire.disconnect());
        core.close();
    }
}
