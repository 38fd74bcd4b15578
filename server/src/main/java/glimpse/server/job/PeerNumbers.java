package glimpse.server.job;

import java.util.BitSet;

/** Small numbers for connections, the smallest free one first; {@code workers} shows them where the C server shows descriptors. */
final class PeerNumbers {
    /** Below are the descriptors that a process always has. */
    private static final int FIRST = 4;

    private final BitSet used = new BitSet();

    int take() {
        int number = used.nextClearBit(FIRST);
        used.set(number);
        return number;
    }

    void giveBack(int number) {
        used.clear(number);
    }
}
