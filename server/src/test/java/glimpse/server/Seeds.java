package glimpse.server;

import java.util.stream.LongStream;

/** The seeds of tests that leave something to chance: a few, or as many as {@code -Dglimpse.seeds=N} says, from {@code -Dglimpse.firstSeed=N} on. */
public final class Seeds {
    private Seeds() {}

    public static LongStream first(int few) {
        long first = Long.getLong("glimpse.firstSeed", 1);
        return LongStream.range(first, first + Long.getLong("glimpse.seeds", few));
    }
}
