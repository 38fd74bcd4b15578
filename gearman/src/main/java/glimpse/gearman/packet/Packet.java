package glimpse.gearman.packet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * One packet: type, arguments, data. Immutable as long as nobody writes into the arrays it was made of or hands out, which nobody does:
 * they are not copied.
 */
public final class Packet {
    private static final byte[] EMPTY = {};

    private final Magic magic;
    private final PacketType type;
    private final byte[][] arguments;
    private final byte[] data;

    Packet(Magic magic, PacketType type, byte[][] arguments, byte[] data) {
        this.magic = magic;
        this.type = type;
        this.arguments = arguments;
        this.data = data;
    }

    /**
     * Makes a packet with empty data and the magic of its type.
     *
     * @throws IllegalArgumentException if the count of arguments is not the table's, or one holds a NUL where NUL ends it
     */
    public static Packet of(PacketType type, byte[]... arguments) {
        if (arguments.length != type.argumentCount()) {
            throw new IllegalArgumentException(
                    type + " with " + arguments.length + " arguments (expected: " + type.argumentCount() + ")");
        }
        for (int i = 0; i < type.terminators(); i++) {
            requireNoNul(type, arguments[i]);
        }
        return new Packet(type.magic(), type, arguments.clone(), EMPTY);
    }

    /** Makes a packet of text arguments in UTF-8; see {@link #of(PacketType, byte[][])}. */
    public static Packet of(PacketType type, String... arguments) {
        return of(type, Arrays.stream(arguments).map(a -> a.getBytes(UTF_8)).toArray(byte[][]::new));
    }

    /** Makes a packet without arguments. */
    public static Packet of(PacketType type) {
        return of(type, new byte[0][]);
    }

    private static void requireNoNul(PacketType type, byte[] argument) {
        for (byte b : argument) {
            if (b == 0) {
                throw new IllegalArgumentException(
                        "a NUL inside an argument of " + type + " (expected: none, NUL ends it)");
            }
        }
    }

    /**
     * The same packet with data.
     *
     * @throws IllegalArgumentException if the type carries none
     */
    public Packet withData(byte[] newData) {
        if (!type.hasData() && newData.length > 0) {
            throw new IllegalArgumentException(type + " with data (expected: none)");
        }
        return new Packet(magic, type, arguments, newData);
    }

    public Magic magic() {
        return magic;
    }

    public PacketType type() {
        return type;
    }

    /** The argument's bytes, counted from 0; not to be written to. */
    public byte[] argument(int index) {
        return arguments[index];
    }

    /** The argument as UTF-8 text, counted from 0. */
    public String text(int index) {
        return new String(arguments[index], UTF_8);
    }

    /** The argument as a job handle; the NUL with which some peers end it is dropped. */
    public JobHandle handle(int index) {
        return JobHandle.of(arguments[index]);
    }

    public int argumentCount() {
        return arguments.length;
    }

    /** What follows the arguments; empty when nothing does; not to be written to. */
    public byte[] data() {
        return data;
    }

    /** How many bytes follow the header on the wire. */
    public int bodySize() {
        int size = type.terminators() + data.length;
        for (byte[] argument : arguments) {
            size = Math.addExact(size, argument.length);
        }
        return size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Packet p
                && magic == p.magic
                && type == p.type
                && Arrays.deepEquals(arguments, p.arguments)
                && Arrays.equals(data, p.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type.hashCode() + Arrays.deepHashCode(arguments)) + Arrays.hashCode(data);
    }

    /** One line for logs and failing tests: {@code REQ SUBMIT_JOB reverse "" hello}, data cut at 60 characters. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder().append(magic).append(' ').append(type);
        for (byte[] argument : arguments) {
            line.append(' ').append(quoted(argument));
        }
        return data.length == 0
                ? line.toString()
                : line.append(' ').append(quoted(data)).toString();
    }

    private static String quoted(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, 60), UTF_8).replace("\0", "\\0");
        String cut = bytes.length > 60 ? "…(" + bytes.length + " bytes)" : "";
        return text.isEmpty() || text.contains(" ") ? '"' + text + '"' + cut : text + cut;
    }
}
