package glimpse.bench.jobs;

import glimpse.gearman.packet.PacketType;
import java.util.Arrays;

/** So many jobs, from the first submission to the last end; the clients of one load share it. Round trips are timed where one job at a time is on its way. */
final class Phase {
    private final byte[] submitPacket;
    private final PacketType endingType;
    private final int count;
    private final long[] roundTripNanos;
    private int submitted;
    private int ended;
    private long submittedNanos;

    Phase(byte[] submitPacket, PacketType endingType, int count, boolean timed) {
        this.submitPacket = submitPacket;
        this.endingType = endingType;
        this.count = count;
        this.roundTripNanos = new long[timed ? count : 0];
    }

    byte[] submitPacket() {
        return submitPacket;
    }

    PacketType endingType() {
        return endingType;
    }

    boolean takesOneMore() {
        if (submitted == count) {
            return false;
        }
        submitted++;
        if (roundTripNanos.length > 0) {
            submittedNanos = System.nanoTime();
        }
        return true;
    }

    void ended() {
        if (roundTripNanos.length > 0) {
            roundTripNanos[ended] = System.nanoTime() - submittedNanos;
        }
        ended++;
    }

    boolean isOver() {
        return ended == count;
    }

    /** Sorts and hands out what was timed. */
    long[] sortedRoundTripNanos() {
        Arrays.sort(roundTripNanos);
        return roundTripNanos;
    }
}
