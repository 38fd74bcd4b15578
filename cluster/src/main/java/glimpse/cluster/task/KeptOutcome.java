package glimpse.cluster.task;

import static java.util.Objects.requireNonNull;

/**
 * What came of a chunk of detached work, in the store.
 *
 * @param submission its id
 * @param number of the chunk within the submission, from 0
 * @param done a {@link ChunkDone}, encoded; empty if there is none because the chunk was given up
 * @param lost why the chunk was given up; empty if it was not
 * @param output what its tasks printed, or the beginning of that
 * @param linesDropped how many lines of output came after that
 */
@SuppressWarnings("ArrayRecordComponent") // not copied: these are the bytes of one payload
public record KeptOutcome(String submission, int number, byte[] done, String lost, String output, long linesDropped) {
    public KeptOutcome {
        requireNonNull(submission, "submission");
        requireNonNull(done, "done");
        requireNonNull(lost, "lost");
        requireNonNull(output, "output");
    }

    public byte[] encode() {
        return new PayloadWriter(PayloadKind.KEPT_OUTCOME, done.length + 128)
                .text(submission)
                .u32(number)
                .bytes(done)
                .text(lost)
                .text(output)
                .u64(linesDropped)
                .toByteArray();
    }

    public static KeptOutcome decode(byte[] payload) throws PayloadException {
        PayloadReader in = new PayloadReader(PayloadKind.KEPT_OUTCOME, payload);
        KeptOutcome outcome = new KeptOutcome(in.text(), in.u32(), in.bytes(), in.text(), in.text(), in.u64());
        in.end();
        return outcome;
    }
}
