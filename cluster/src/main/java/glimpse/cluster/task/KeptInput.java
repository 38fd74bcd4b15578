package glimpse.cluster.task;

import static java.util.Objects.requireNonNull;

/**
 * The inputs of a chunk of detached work, in the store.
 *
 * @param submission its id
 * @param number of the chunk within the submission, from 0
 * @param firstIndex of its first element within the input
 * @param count of its elements
 * @param arguments the elements as one {@code ArrayList}, serialized
 */
@SuppressWarnings("ArrayRecordComponent") // not copied: these are the bytes of one payload
public record KeptInput(String submission, int number, long firstIndex, int count, byte[] arguments) {
    public KeptInput {
        requireNonNull(submission, "submission");
        requireNonNull(arguments, "arguments");
    }

    public byte[] encode() {
        return new PayloadWriter(PayloadKind.KEPT_INPUT, arguments.length + 64)
                .text(submission)
                .u32(number)
                .u64(firstIndex)
                .u32(count)
                .bytes(arguments)
                .toByteArray();
    }

    public static KeptInput decode(byte[] payload) throws PayloadException {
        PayloadReader in = new PayloadReader(PayloadKind.KEPT_INPUT, payload);
        KeptInput input = new KeptInput(in.text(), in.u32(), in.u64(), in.u32(), in.bytes());
        in.end();
        return input;
    }
}
