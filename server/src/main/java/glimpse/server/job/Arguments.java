package glimpse.server.job;

import glimpse.gearman.packet.FramingException;
import java.util.stream.Stream;

/** A packet's body, taken apart from the front; one body after the other. The arguments of a body that is lent are lent, too. */
final class Arguments {
    /** The most that a packet has: SUBMIT_REDUCE_JOB with its data. */
    private static final int MOST = 5;

    private final LentBytes[] lent = Stream.generate(LentBytes::new).limit(MOST).toArray(LentBytes[]::new);
    private Bytes body = Bytes.EMPTY;
    private int position;
    private int lentCount;

    /** Begins a body. */
    Arguments of(Bytes newBody) {
        body = newBody;
        position = 0;
        lentCount = 0;
        return this;
    }

    /**
     * The bytes up to the next NUL, which is skipped.
     *
     * @throws FramingException if there is no NUL
     */
    Bytes next() throws FramingException {
        for (int i = position; i < body.length(); i++) {
            if (body.at(i) == 0) {
                Bytes argument = part(i);
                position = i + 1;
                return argument;
            }
        }
        throw new FramingException("a body of " + body.length() + " bytes with too few arguments");
    }

    /** All that is left; does not move on. */
    Bytes rest() {
        return part(body.length());
    }

    private Bytes part(int end) {
        int from = body.from() + position;
        int to = body.from() + end;
        return body.isLent() ? lent[lentCount++].show(body.array(), from, to) : Bytes.of(body.array(), from, to);
    }
}
