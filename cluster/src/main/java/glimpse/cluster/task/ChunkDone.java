package glimpse.cluster.task;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of a chunk: the {@code WORK_COMPLETE} of a {@code glimpse_map} job. Errors of the user's code are here, never in
 * {@code WORK_FAIL}, which carries no data.
 *
 * @param end how it ended
 * @param map the map
 * @param number of the chunk
 * @param worker the slot's name
 * @param startedEpochMillis when it began, by the worker's clock
 * @param durationNanos how long its elements ran
 * @param lines how many lines of output the worker has sent for it
 * @param errors the elements that failed, in order of position
 * @param notRun how many elements at its end were not run, because one before them was stopped at its time limit
 * @param values the results of the others, in order, as one {@code ArrayList}, serialized; only one where the worker has combined them
 */
@SuppressWarnings("ArrayRecordComponent") // not copied: these are the bytes of one payload
public record ChunkDone(
        End end,
        String map,
        int number,
        String worker,
        long startedEpochMillis,
        long durationNanos,
        long lines,
        List<ElementError> errors,
        int notRun,
        byte[] values) {

    /** How a chunk ended. */
    public enum End {
        /** Every element has its value or its error. */
        DONE(0),
        /** The map was cancelled: neither values nor errors. */
        CANCELLED(1);

        private final int number;

        End(int number) {
            this.number = number;
        }
    }

    public ChunkDone {
        requireNonNull(end, "end");
        requireNonNull(map, "map");
        requireNonNull(worker, "worker");
        requireNonNull(values, "values");
        errors = List.copyOf(errors);
    }

    public byte[] encode() {
        PayloadWriter out = new PayloadWriter(PayloadKind.CHUNK_DONE, values.length + 192)
                .u8(end.number)
                .text(map)
                .u32(number)
                .text(worker)
                .u64(startedEpochMillis)
                .u64(durationNanos)
                .u64(lines)
                .u32(errors.size());
        errors.forEach(error -> error.write(out));
        return out.u32(notRun).bytes(values).toByteArray();
    }

    public static ChunkDone decode(byte[] payload) throws PayloadException {
        PayloadReader in = new PayloadReader(PayloadKind.CHUNK_DONE, payload);
        ChunkDone done = new ChunkDone(
                end(in.u8()),
                in.text(),
                in.u32(),
                in.text(),
                in.u64(),
                in.u64(),
                in.u64(),
                errors(in),
                in.u32(),
                in.bytes());
        in.end();
        return done;
    }

    private static End end(int number) throws PayloadException {
        for (End end : End.values()) {
            if (end.number == number) {
                return end;
            }
        }
        throw new PayloadException("end " + number + " of a chunk (expected: 0 or 1)");
    }

    private static List<ElementError> errors(PayloadReader in) throws PayloadException {
        int count = in.count(ElementError.LEAST_BYTES);
        List<ElementError> errors = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            errors.add(ElementError.read(in));
        }
        return errors;
    }
}
