package glimpse.cluster.closure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** What a {@link PlainList} may hold, a line for each: its letter on the wire, its class, and how one value is written. Big endian. */
enum PlainType {
    /** A byte of 0, so that no list is longer than its bytes. */
    NULL('N', Void.class, 1, null),
    BOOLEAN('Z', Boolean.class, 1, null),
    BYTE('B', Byte.class, 1, null),
    SHORT('S', Short.class, 2, null),
    CHARACTER('C', Character.class, 2, null),
    INTEGER('I', Integer.class, 4, null),
    LONG('J', Long.class, 8, null),
    FLOAT('F', Float.class, 4, null),
    DOUBLE('D', Double.class, 8, null),
    /** Of characters up to {@code \u00ff}. */
    LATIN1('L', String.class, 1, Length.IN_FRONT),
    /** Of any characters, unpaired surrogates too. */
    UTF16('U', null, 2, Length.IN_FRONT),
    BYTES('b', byte[].class, 1, Length.IN_FRONT),
    SHORTS('s', short[].class, 2, Length.IN_FRONT),
    CHARACTERS('c', char[].class, 2, Length.IN_FRONT),
    INTEGERS('i', int[].class, 4, Length.IN_FRONT),
    LONGS('j', long[].class, 8, Length.IN_FRONT),
    FLOATS('f', float[].class, 4, Length.IN_FRONT),
    DOUBLES('d', double[].class, 8, Length.IN_FRONT);

    /** Where a value says how long it is. */
    private enum Length {
        IN_FRONT
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
    private final Length length;

    /** @param unit bytes of the value, or of one of its units where the number of these is in front */
    PlainType(char letter, Class<?> itsClass, int unit, Length length) {
        this.letter = letter;
        this.itsClass = itsClass;
        this.unit = unit;
        this.length = length;
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
        return length == Length.IN_FRONT ? 4 : unit;
    }

    /** The bytes that the value has. */
    long size(Object value) {
        if (length != Length.IN_FRONT) {
            return unit;
        }
        return 4
                + (long) unit
                        * (value instanceof String text ? text.length() : java.lang.reflect.Array.getLength(value));
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
        int units = value instanceof String text ? text.length() : java.lang.reflect.Array.getLength(value);
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

    private static <T> T read(T array, java.util.function.Consumer<T> from) {
        from.accept(array);
        return array;
    }
}
