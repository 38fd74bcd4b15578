package glimpse.gearman.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import glimpse.gearman.packet.Priority;
import java.time.Instant;

/**
 * A job to submit. Immutable; the workload is not copied and must not be written to afterwards. A foreground job of normal priority
 * without a unique id, unless the methods below say otherwise.
 */
public final class Job {
    /** The most bytes of a unique id that every server keeps whole; the 64th is lost in the C server. */
    public static final int MAX_UNIQUE_BYTES = 63;

    private final String function;
    private final byte[] workload;
    private final String unique;
    private final Priority priority;
    private final Ground ground;
    private final Instant epoch;
    private final String reducer;

    /** Whether the client waits for the result. */
    public enum Ground {
        FOREGROUND,
        BACKGROUND
    }

    private Job(
            String function,
            byte[] workload,
            String unique,
            Priority priority,
            Ground ground,
            Instant epoch,
            String reducer) {
        this.function = requireNonNull(function, "function");
        this.workload = requireNonNull(workload, "workload");
        this.unique = requireNonNull(unique, "unique");
        this.priority = requireNonNull(priority, "priority");
        this.ground = ground;
        this.epoch = epoch;
        this.reducer = reducer;
        requireShort("unique id", unique);
        if (priority != Priority.NORMAL && (epoch != null || reducer != null)) {
            throw new IllegalArgumentException(
                    "priority " + priority + " with an epoch or a reducer (expected: NORMAL)");
        }
        if (epoch != null && reducer != null) {
            throw new IllegalArgumentException("a job with both an epoch and a reducer (expected: one)");
        }
    }

    /** A server leaves a status request for more than this without an answer. */
    static void requireShort(String what, String text) {
        int length = text.getBytes(UTF_8).length;
        if (length > MAX_UNIQUE_BYTES) {
            throw new IllegalArgumentException(
                    what + " of " + length + " bytes (expected: <= " + MAX_UNIQUE_BYTES + ")");
        }
    }

    /** A foreground job of normal priority. */
    public static Job of(String function, byte[] workload) {
        return new Job(function, workload, "", Priority.NORMAL, Ground.FOREGROUND, null, null);
    }

    /** The same with a unique id: two live jobs of a function with one id are one job. Empty: never one with another. */
    public Job withUnique(String newUnique) {
        return new Job(function, workload, newUnique, priority, ground, epoch, reducer);
    }

    /** The same in another of the function's queues. */
    public Job withPriority(Priority newPriority) {
        return new Job(function, workload, unique, newPriority, ground, epoch, reducer);
    }

    /** The same as a background job: the server keeps it when this client goes, and nobody gets its result. */
    public Job inBackground() {
        return new Job(function, workload, unique, priority, Ground.BACKGROUND, epoch, reducer);
    }

    /** The same as a background job that no worker gets before this second. */
    public Job notBefore(Instant newEpoch) {
        return new Job(function, workload, unique, priority, Ground.BACKGROUND, requireNonNull(newEpoch), reducer);
    }

    /** The same with a reducer, which a worker that asks with GRAB_JOB_ALL is told. At most 63 bytes. */
    public Job reducedBy(String newReducer) {
        requireShort("reducer", newReducer);
        return new Job(function, workload, unique, priority, ground, epoch, newReducer);
    }

    public String function() {
        return function;
    }

    public String unique() {
        return unique;
    }

    public Ground ground() {
        return ground;
    }

    /** The packet that submits it. */
    Packet packet() {
        byte[] functionBytes = function.getBytes(UTF_8);
        byte[] uniqueBytes = unique.getBytes(UTF_8);
        return switch (type()) {
            case SUBMIT_JOB_EPOCH ->
                Packet.of(
                                type(),
                                functionBytes,
                                uniqueBytes,
                                Long.toString(epoch.getEpochSecond()).getBytes(UTF_8))
                        .withData(workload);
            case SUBMIT_REDUCE_JOB, SUBMIT_REDUCE_JOB_BACKGROUND ->
                Packet.of(type(), functionBytes, uniqueBytes, reducer.getBytes(UTF_8), new byte[0])
                        .withData(workload);
            default -> Packet.of(type(), functionBytes, uniqueBytes).withData(workload);
        };
    }

    private PacketType type() {
        boolean background = ground == Ground.BACKGROUND;
        if (epoch != null) {
            return PacketType.SUBMIT_JOB_EPOCH;
        }
        if (reducer != null) {
            return background ? PacketType.SUBMIT_REDUCE_JOB_BACKGROUND : PacketType.SUBMIT_REDUCE_JOB;
        }
        return switch (priority) {
            case HIGH -> background ? PacketType.SUBMIT_JOB_HIGH_BG : PacketType.SUBMIT_JOB_HIGH;
            case NORMAL -> background ? PacketType.SUBMIT_JOB_BG : PacketType.SUBMIT_JOB;
            case LOW -> background ? PacketType.SUBMIT_JOB_LOW_BG : PacketType.SUBMIT_JOB_LOW;
        };
    }

    @Override
    public String toString() {
        return packet().toString();
    }
}
