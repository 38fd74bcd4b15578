package glimpse.cluster.task;

import static java.util.Objects.requireNonNull;

/**
 * The answer to a {@link PermitRequest}.
 *
 * @param nonce of the request
 * @param refusal why the worker must not run the chunk; empty: it may
 */
public record Permit(long nonce, String refusal) {

    public Permit {
        requireNonNull(refusal, "refusal");
    }

    public byte[] encode() {
        return new PayloadWriter(PayloadKind.PERMIT, 64)
                .u64(nonce)
                .text(refusal)
                .toByteArray();
    }

    public static Permit decode(byte[] payload) throws PayloadException {
        PayloadReader in = new PayloadReader(PayloadKind.PERMIT, payload);
        Permit permit = new Permit(in.u64(), in.text());
        in.end();
        return permit;
    }
}
