package glimpse.gearman.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/**
 * What a job server calls a job: {@code H:host:17}. Opaque; unique on one server only.
 *
 * @param value the text on the wire
 */
public record JobHandle(String value) {
    public JobHandle {
        requireNonNull(value, "value");
    }

    /** Reads a handle off the wire; the NUL with which some peers end it is dropped. */
    public static JobHandle of(byte[] bytes) {
        int length = bytes.length;
        if (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return new JobHandle(new String(bytes, 0, length, UTF_8));
    }

    /** The bytes on the wire, without a NUL. */
    public byte[] bytes() {
        return value.getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return value;
    }
}
