package glimpse.cluster.task;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * What a submission of detached work is, in the store.
 *
 * @param id of 16 hexadecimal digits
 * @param name what its sender called it, or nothing
 * @param session the front end that sent it
 * @param image the function's image by id
 * @param submittedMillis since 1970
 * @param notBeforeSeconds since 1970, before which no worker begins; 0: at once
 * @param onError the word for what is done about failures when the results are fetched
 * @param elementMillis how long an element may take; 0: as long as it likes
 * @param counts of the elements of each chunk
 */
public record Manifest(
        String id,
        String name,
        String session,
        String image,
        long submittedMillis,
        long notBeforeSeconds,
        String onError,
        int elementMillis,
        List<Integer> counts) {
    public Manifest {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(session, "session");
        requireNonNull(image, "image");
        requireNonNull(onError, "onError");
        counts = List.copyOf(counts);
    }

    /** How many elements there are in all. */
    public long elements() {
        return counts.stream().mapToLong(Integer::longValue).sum();
    }

    public byte[] encode() {
        PayloadWriter out = new PayloadWriter(PayloadKind.MANIFEST, 192 + 4 * counts.size())
                .text(id)
                .text(name)
                .text(session)
                .text(image)
                .u64(submittedMillis)
                .u64(notBeforeSeconds)
                .text(onError)
                .u32(elementMillis)
                .u32(counts.size());
        counts.forEach(out::u32);
        return out.toByteArray();
    }

    public static Manifest decode(byte[] payload) throws PayloadException {
        PayloadReader in = new PayloadReader(PayloadKind.MANIFEST, payload);
        Manifest manifest = new Manifest(
                in.text(), in.text(), in.text(), in.text(), in.u64(), in.u64(), in.text(), in.u32(), counts(in));
        in.end();
        return manifest;
    }

    private static List<Integer> counts(PayloadReader in) throws PayloadException {
        int chunks = in.count(4);
        List<Integer> counts = new ArrayList<>(chunks);
        for (int i = 0; i < chunks; i++) {
            counts.add(in.u32());
        }
        return counts;
    }
}
