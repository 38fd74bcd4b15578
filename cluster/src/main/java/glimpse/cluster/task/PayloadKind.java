package glimpse.cluster.task;

/**
 * The payloads, by the letter that each begins with: what was sealed as one kind cannot be passed off as another.
 */
enum PayloadKind {
    CHUNK('C'),
    CONFIRMED_CHUNK('K'),
    PERMIT_REQUEST('A'),
    PERMIT('Y'),
    CHUNK_STARTED('S'),
    CHUNK_DONE('D'),
    RESULT_PART('Q'),
    PART_REQUEST('R'),
    PART('P'),
    DETACHED_CHUNK('B'),
    KEPT_INPUT('I'),
    KEPT_OUTCOME('O'),
    MANIFEST('M');

    /** The second byte of every payload. */
    static final int VERSION = 3;

    private final char letter;

    PayloadKind(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }
}
