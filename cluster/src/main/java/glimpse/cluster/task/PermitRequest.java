package glimpse.cluster.task;

import static java.util.Objects.requireNonNull;

/**
 * A worker asks a front end whether it may run a chunk: the workload of a {@code glimpse_permit.<session>} job. A chunk that somebody has recorded
 * and submits again is so told from the front end's own.
 *
 * @param permit the chunk's
 * @param handle what the job server calls the job by which the worker has the chunk
 * @param nonce of this request, random: the answer has it, so that an answer cannot be played back either
 */
public record PermitRequest(long permit, String handle, long nonce) {

    public PermitRequest {
        requireNonNull(handle, "handle");
    }

    /** The Gearman function by which the front end of a session answers. */
    public static String function(String session) {
        return "glimpse_permit." + session;
    }

    /** The {@code unique} of the job: of this request alone. */
    public String unique() {
        return "P%016x%016x".formatted(permit, nonce);
    }

    public byte[] encode() {
        return new PayloadWriter(PayloadKind.PERMIT_REQUEST, 64)
                .u64(permit)
                .text(handle)
                .u64(nonce)
                .toByteArray();
    }

    public static PermitRequest decode(byte[] payload) throws PayloadException {
        PayloadReader in = new PayloadReader(PayloadKind.PERMIT_REQUEST, payload);
        PermitRequest request = new PermitRequest(in.u64(), in.text(), in.u64());
        in.end();
        return request;
    }
}
