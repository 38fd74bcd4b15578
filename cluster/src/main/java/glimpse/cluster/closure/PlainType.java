package glimpse.cluster.closure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What a {@link PlainList} may hold, a line for each: its letter on the wire, its class, and how one value is written. Big endian. */
enum PlainType {
    /** A byte of 0, so that no list is longer than its bytes. */
    NULL('N', Void.class, 1, Size.FIXED),
    BOOLEAN('Z', Boolean.class, 1, Size.FIXED),
    BYTE('B', Byte.class, 1, Size.FIXED),
    SHORT('S', Short.class, 2, Size.FIXED),
    CHARACTER('C', Character.class, 2, Size.FIXED),
    INTEGER('I', Integer.class, 4, Size.FIXED),
    LONG('J', Long.class, 8, Size.FIXED),
    FLOAT('F', Float.class, 4, Size.FIXED),
    DOUBLE('D', Double.class, 8, Size.FIXED),
    /** Of characters up to {@code \u00ff}. */
    LATIN1('L', String.class, 1, Size.COUNTED),
    /** Of any characters, unpaired surrogates too. */
    UTF16('U', null, 2, Size.COUNTED),
    BYTES('b', byte[].class, 1, Size.COUNTED),
    SHORTS('s', short[].class, 2, Size.COUNTED),
    CHARACTERS('c', char[].class, 2, Size.COUNTED),
    INTEGERS('i', int[].class, 4, Size.COUNTED),
    LONGS('j', long[].class, 8, Size.COUNTED),
    FLOATS('f', float[].class, 4, Size.COUNTED),
    DOUBLES('d', double[].class, 8, Size.COUNTED);

    private enum Size {
        /** Every value has one unit. */
        FIXED,
        /** The number of units stands in front of them, in 4 bytes. */
        COUNTED
    }

    private static final PlainType[] BY_LETTER = new PlainType[128];
    private static final Map<Class<?>, PlainType> BY_CLASS = new HashMap<>();

    static {
        for (PlainType type : values()) {
            BY_LETTER[type.letter] = type;
            if (type.itsClass != null) {
                BY_CLASS.put(type.itsClass, type);
            }
        }
    }

    final char letter;
    private final Class<?> itsClass;
    private final int unit;
    private final Size size;

    /** @param unit bytes of one unit */
    PlainType(char letter, Class<?> itsClass, int unit, Size size) {
        this.letter = letter;
        this.itsClass = itsClass;
        this.unit = unit;
        this.size = size;
    }

    /** The type of a value; null if it is not plain. */
    static PlainType of(Object value) {
        if (value == null) {
            return NULL;
        }
        PlainType type = BY_CLASS.get(value.getClass());
        return type == LATIN1 && !isLatin1((String) value) ? UTF16 : type;
    }

    static PlainType of(byte letter) throws IOException {
        PlainType type = letter < 0 ? null : BY_LETTER[letter];
        if (type == null) {
            throw new IOException("values of type " + letter + " (expected: one of the table in docs/protocol.md)");
        }
        return type;
    }

    private static boolean isLatin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return false;
            }
        }
        return true;
    }

    boolean isArray() {
        return itsClass != null && itsClass.isArray();
    }

    /** The fewest bytes that a value has. */
    int leastBytes() {
        return size == Size.COUNTED ? 4 : unit;
    }

    /** The bytes that the value has. */
    long size(Object value) {
        return size == Size.FIXED ? unit : 4 + (long) unit * units(value);
    }

    private static int units(Object value) {
        return value instanceof String text ? text.length() : Array.getLength(value);
    }

    void write(Object value, ByteBuffer out) {
        switch (this) {
            case NULL -> out.put((byte) 0);
            case BOOLEAN -> out.put((byte) ((Boolean) value ? 1 : 0));
            case BYTE -> out.put((Byte) value);
            case SHORT -> out.putShort((Short) value);
            case CHARACTER -> out.putChar((Character) value);
            case INTEGER -> out.putInt((Integer) value);
            case LONG -> out.putLong((Long) value);
            case FLOAT -> out.putFloat((Float) value);
            case DOUBLE -> out.putDouble((Double) value);
            case LATIN1 -> {
                byte[] bytes = ((String) value).getBytes(ISO_8859_1);
                out.putInt(bytes.length).put(bytes);
            }
            default -> writeUnits(value, out);
        }
    }

    private void writeUnits(Object value, ByteBuffer out) {
        int units = units(value);
        out.putInt(units);
        switch (this) {
            case UTF16 -> out.asCharBuffer().put((String) value);
            case BYTES -> out.slice().put((byte[]) value);
            case SHORTS -> out.asShortBuffer().put((short[]) value);
            case CHARACTERS -> out.asCharBuffer().put((char[]) value);
            case INTEGERS -> out.asIntBuffer().put((int[]) value);
            case LONGS -> out.asLongBuffer().put((long[]) value);
            case FLOATS -> out.asFloatBuffer().put((float[]) value);
            case DOUBLES -> out.asDoubleBuffer().put((double[]) value);
            default -> throw new IllegalStateException(this + " has no units");
        }
        out.position(out.position() + units * unit);
    }

    Object read(ByteBuffer in) throws IOException {
        return switch (this) {
            case NULL -> {
                in.get();
                yield null;
            }
            case BOOLEAN -> in.get() != 0;
            case BYTE -> in.get();
            case SHORT -> in.getShort();
            case CHARACTER -> in.getChar();
            case INTEGER -> in.getInt();
            case LONG -> in.getLong();
            case FLOAT -> in.getFloat();
            case DOUBLE -> in.getDouble();
            default -> readUnits(in);
        };
    }

    private Object readUnits(ByteBuffer in) throws IOException {
        int units = in.getInt();
        if (units < 0 || (long) units * unit > in.remaining()) {
            throw new IOException(
                    this + " of " + Integer.toUnsignedString(units) + " (" + in.remaining() + " bytes remain)");
        }
        int end = in.position() + units * unit;
        Object value = switch (this) {
            case LATIN1 -> new String(in.array(), in.arrayOffset() + in.position(), units, ISO_8859_1);
            case UTF16 -> in.asCharBuffer().limit(units).toString();
            case BYTES -> read(new byte[units], in.slice()::get);
            case SHORTS -> read(new short[units], in.asShortBuffer()::get);
            case CHARACTERS -> read(new char[units], in.asCharBuffer()::get);
            case INTEGERS -> read(new int[units], in.asIntBuffer()::get);
            case LONGS -> read(new long[units], in.asLongBuffer()::get);
            case FLOATS -> read(new float[units], in.asFloatBuffer()::get);
            case DOUBLES -> read(new double[units], in.asDoubleBuffer()::get);
            default -> throw new IllegalStateException(this + " has no units");
        };
        in.position(end);
        return value;
    }

    private static <T> T read(T array, Consumer<T> from) {
        from.accept(array);
        return array;
    }
}
