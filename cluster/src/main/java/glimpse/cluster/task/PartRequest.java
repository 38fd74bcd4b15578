package glimpse.cluster.task;

import static java.util.Objects.requireNonNull;

/**
 * A worker asks a front end for one part of an image, a jar, a shared value or a chunk's inputs: the workload of a {@code glimpse_image.<session>} job.
 *
 * @param kind what it asks for
 * @param hash SHA-256 of the whole, 64 hexadecimal digits
 * @param part from 0
 */
public record PartRequest(Kind kind, String hash, int part) {

    /** What can be asked for. */
    public enum Kind {
        IMAGE('I'),
        JAR('J'),
        VALUE('V'),
        INPUTS('A');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    public PartRequest {
        requireNonNull(kind, "kind");
        requireNonNull(hash, "hash");
    }

    /** The Gearman function by which the front end of a session answers. */
    public static String function(String session) {
        return "glimpse_image." + session;
    }

    /**
     * The {@code unique} of the job: equal requests of all workers are one job. Shorter than the 64 bytes of which the C server loses
     * one: half of the hash tells two parts apart, the whole of it is checked on arrival.
     */
    public String unique() {
        return kind.letter + hash.substring(0, Math.min(hash.length(), 32)) + "." + part;
    }

    public byte[] encode() {
        return new PayloadWriter(PayloadKind.PART_REQUEST, 96)
                .u8(kind.letter)
                .text(hash)
                .u32(part)
                .toByteArray();
    }

    public static PartRequest decode(byte[] payload) throws PayloadException {
        PayloadReader in = new PayloadReader(PayloadKind.PART_REQUEST, payload);
        PartRequest request = new PartRequest(kind(in.u8()), in.text(), in.u32());
        in.end();
        return request;
    }

    private static Kind kind(int letter) throws PayloadException {
        for (Kind kind : Kind.values()) {
            if (kind.letter == letter) {
                return kind;
            }
        }
        throw new PayloadException("kind " + letter + " of a part (expected: I, J, V or A)");
    }
}
