package glimpse.cluster.task;

import static java.util.Objects.requireNonNull;

/**
 * Names a chunk of detached work: the workload of a {@code glimpse_detached} job. The rest is in the store.
 *
 * @param submission its id
 * @param number of the chunk within the submission, from 0
 * @param image the function's image by id: SHA-256, 64 hexadecimal digits
 * @param elementMillis how long an element may take; 0: as long as it likes
 */
public record DetachedChunk(String submission, int number, String image, int elementMillis) {
    /** The Gearman function that slots offer where there is a store. */
    public static final String FUNCTION = "glimpse_detached";

    public DetachedChunk {
        requireNonNull(submission, "submission");
        requireNonNull(image, "image");
    }

    /** The {@code unique} of the job: submitted twice it is one job. */
    public String unique() {
        return submission + "." + number;
    }

    public byte[] encode() {
        return new PayloadWriter(PayloadKind.DETACHED_CHUNK, 128)
                .text(submission)
                .u32(number)
                .text(image)
                .u32(elementMillis)
                .toByteArray();
    }

    public static DetachedChunk decode(byte[] payload) throws PayloadException {
        PayloadReader in = new PayloadReader(PayloadKind.DETACHED_CHUNK, payload);
        DetachedChunk chunk = new DetachedChunk(in.text(), in.u32(), in.text(), in.u32());
        in.end();
        return chunk;
    }
}
