package glimpse.server.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A view of bytes that arrived in a packet: an argument, the data, or both. Nobody writes to the array, and the view is for ever; unless it is
 * {@linkplain LentBytes lent}. The hash is seeded anew in every process, so that no peer can choose names that collide.
 */
public class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);
    private static final long MULTIPLIER = new SplittableRandom().nextLong() | 1;

    byte[] array;
    int from;
    int length;

    Bytes(byte[] array, int from, int length) {
        this.array = array;
        this.from = from;
        this.length = length;
    }

    /** All of the array. */
    public static Bytes of(byte[] array) {
        return new Bytes(array, 0, array.length);
    }

    /** The array from one index to before another. */
    public static Bytes of(byte[] array, int from, int to) {
        return new Bytes(array, from, to - from);
    }

    /** The text in UTF-8. */
    public static Bytes of(String text) {
        return of(text.getBytes(UTF_8));
    }

    public final byte[] array() {
        return array;
    }

    /** Index of the first byte in {@link #array}. */
    public final int from() {
        return from;
    }

    public final int length() {
        return length;
    }

    public final boolean isEmpty() {
        return length == 0;
    }

    /** The byte at an index counted from this view's begin. */
    public final byte at(int index) {
        return array[from + index];
    }

    /** The first bytes, all of them if there are no more than {@code max}; lent if these are. */
    public Bytes first(int max) {
        return length <= max ? this : new Bytes(array, from, max);
    }

    /** The same bytes without one NUL at the end, if there is one. */
    public final Bytes withoutTrailingNul() {
        return length > 0 && at(length - 1) == 0 ? first(length - 1) : this;
    }

    /** Each byte as one character, so that any bytes survive; for texts that leave as bytes again. */
    public final String latin1() {
        return new String(array, from, length, ISO_8859_1);
    }

    /** Whether it is a {@link LentBytes}. */
    boolean isLent() {
        return false;
    }

    /** The same bytes for as long as they are wanted. */
    public final Bytes kept() {
        return isLent() ? copy() : this;
    }

    /** The same bytes in an array of their own, which keeps no packet in memory. */
    public final Bytes copy() {
        return of(toArray());
    }

    public final byte[] toArray() {
        return Arrays.copyOfRange(array, from, from + length);
    }

    static int hash(byte[] array, int from, int length) {
        long hash = length;
        for (int i = from; i < from + length; i++) {
            hash = hash * MULTIPLIER + array[i];
        }
        return (int) (hash >>> 32) ^ (int) (hash >>> 17);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Bytes b
                && Arrays.equals(array, from, from + length, b.array, b.from, b.from + b.length);
    }

    @Override
    public final int hashCode() {
        return hash(array, from, length);
    }

    @Override
    public final int compareTo(Bytes o) {
        return Arrays.compareUnsigned(array, from, from + length, o.array, o.from, o.from + o.length);
    }

    /** The bytes as UTF-8 text, for logs and listings. */
    @Override
    public final String toString() {
        return new String(array, from, length, UTF_8);
    }
}
