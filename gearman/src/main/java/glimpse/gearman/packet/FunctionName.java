package glimpse.gearman.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/**
 * The name of a function that workers offer and clients ask for; upper and lower case differ.
 *
 * @param value the text, in UTF-8 on the wire
 */
public record FunctionName(String value) {
    public FunctionName {
        requireNonNull(value, "value");
        if (value.indexOf(0) >= 0) {
            throw new IllegalArgumentException("a function name with a NUL (expected: none)");
        }
    }

    /** Reads a name off the wire. */
    public static FunctionName of(byte[] bytes) {
        return new FunctionName(new String(bytes, UTF_8));
    }

    /** The bytes on the wire. */
    public byte[] bytes() {
        return value.getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return value;
    }
}
