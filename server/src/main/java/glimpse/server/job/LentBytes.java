package glimpse.server.job;

/**
 * A view that is lent for a call, and shows something else after it, so that a packet needs no object: whoever needs it longer keeps
 * {@link #kept}.
 */
public final class LentBytes extends Bytes {
    /** A view of nothing. */
    public LentBytes() {
        super(EMPTY.array, 0, 0);
    }

    /** Shows the array from one index to before another. */
    public Bytes show(byte[] newArray, int newFrom, int to) {
        array = newArray;
        from = newFrom;
        length = to - newFrom;
        return this;
    }

    @Override
    public Bytes first(int max) {
        return length <= max ? this : new LentBytes().show(array, from, from + max);
    }

    @Override
    boolean isLent() {
        return true;
    }
}
