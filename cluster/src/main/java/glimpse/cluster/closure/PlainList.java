package glimpse.cluster.closure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A list of numbers, texts and arrays of numbers as bytes, for which Java serialization costs ten times as much: most chunks are such. Stateless.
 *
 * <pre>
 *   01 | count: u32 | runs, each: letter of the {@link PlainType} | how many: u32 | the values
 * </pre>
 */
final class PlainList {
    /** The first byte; a Java serialization stream begins with {@code AC}. */
    static final byte MARK = 1;

    private static final int HEAD_BYTES = 5;

    private PlainList() {}

    /** The list as bytes; null if something in it is not plain, or one array is there twice and is to arrive as one. */
    static byte[] write(Object value) {
        if (value == null || value.getClass() != ArrayList.class) {
            return null;
        }
        List<?> list = (List<?>) value;
        long size = size(list);
        if (size < 0 || size > Integer.MAX_VALUE - 8) {
            return null;
        }
        ByteBuffer out = ByteBuffer.allocate((int) size).put(MARK).putInt(list.size());
        for (int from = 0; from < list.size(); ) {
            PlainType type = PlainType.of(list.get(from));
            int to = endOfRun(list, from, type);
            out.put((byte) type.letter).putInt(to - from);
            for (; from < to; from++) {
                type.write(list.get(from), out);
            }
        }
        return out.array();
    }

    private static int endOfRun(List<?> list, int from, PlainType type) {
        int to = from + 1;
        while (to < list.size() && PlainType.of(list.get(to)) == type) {
            to++;
        }
        return to;
    }

    /** What the list takes; -1 if it cannot be written. */
    private static long size(List<?> list) {
        long size = HEAD_BYTES;
        PlainType last = null;
        Set<Object> arrays = null;
        for (Object each : list) {
            PlainType type = PlainType.of(each);
            if (type == null) {
                return -1;
            }
            if (type.isArray()) {
                arrays = arrays == null ? Collections.newSetFromMap(new IdentityHashMap<>()) : arrays;
                if (!arrays.add(each)) {
                    return -1;
                }
            }
            size += (type == last ? 0 : HEAD_BYTES) + type.size(each);
            last = type;
        }
        return size;
    }

    static boolean is(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == MARK;
    }

    /** The list. Takes no more memory than a few times the bytes that are there. */
    static List<Object> read(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        require(in, 4);
        int count = in.getInt();
        if (count < 0) {
            throw new IOException("a list of " + Integer.toUnsignedString(count) + " values");
        }
        List<Object> list = new ArrayList<>(Math.min(count, bytes.length));
        while (list.size() < count) {
            require(in, HEAD_BYTES);
            PlainType type = PlainType.of(in.get());
            int run = in.getInt();
            if (run <= 0 || run > count - list.size()) {
                throw new IOException(run + " values of " + type + " (expected: 1 to " + (count - list.size()) + ")");
            }
            require(in, (long) run * type.leastBytes());
            for (int i = 0; i < run; i++) {
                require(in, type.leastBytes());
                list.add(type.read(in));
            }
        }
        if (in.hasRemaining()) {
            throw new IOException(in.remaining() + " bytes after the end of a list (expected: 0)");
        }
        return list;
    }

    private static void require(ByteBuffer in, long bytes) throws IOException {
        if (in.remaining() < bytes) {
            throw new IOException(
                    "a list ends early: " + in.remaining() + " bytes remain (expected: >= " + bytes + ")");
        }
    }
}
