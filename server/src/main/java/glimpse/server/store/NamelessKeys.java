package glimpse.server.store;

import glimpse.server.job.Bytes;
import java.util.SplittableRandom;

/**
 * Keys for jobs whose unique does not identify them: without one there may be many, and with a dash many of different data. They get one
 * that is used once, by which a replay recognizes what the unique was. (The C server keeps only the last of them.)
 */
final class NamelessKeys {
    private static final String NONE = "glimpse:none:";
    private static final String DASH = "glimpse:dash:";
    private static final int PREFIX_LENGTH = NONE.length();
    private static final Bytes DASH_UNIQUE = Bytes.of("-");

    /** No dash in it: where function and unique are joined by one, nobody who has not seen this can make the same record. */
    private final String start = Long.toHexString(new SplittableRandom().nextLong()) + ":";

    private long count;

    static boolean isNameless(Bytes unique) {
        return unique.isEmpty() || unique.equals(DASH_UNIQUE);
    }

    /** A new key, of at most 64 bytes. */
    Bytes next(Bytes unique) {
        return Bytes.of((unique.isEmpty() ? NONE : DASH) + start + Long.toHexString(++count));
    }

    /** The unique of the job that is kept under a key. */
    static Bytes unique(Bytes key) {
        return switch (key.first(PREFIX_LENGTH).latin1()) {
            case NONE -> Bytes.EMPTY;
            case DASH -> DASH_UNIQUE;
            default -> key;
        };
    }
}
