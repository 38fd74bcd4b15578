package glimpse.server.job;

import glimpse.gearman.packet.FramingException;

/** A packet's body, taken apart from the front. */
final class Arguments {
    private final byte[] body;
    private int position;

    Arguments(byte[] body) {
        this.body = body;
    }

    /**
     * The bytes up to the next NUL, which is skipped.
     *
     * @throws FramingException if there is no NUL
     */
    Bytes next() throws FramingException {
        for (int i = position; i < body.length; i++) {
            if (body[i] == 0) {
                Bytes argument = Bytes.of(body, position, i);
                position = i + 1;
                return argument;
            }
        }
        throw new FramingException("a body of " + body.length + " bytes with too few arguments");
    }

    /** All that is left; does not move on. */
    Bytes rest() {
        return Bytes.of(body, position, body.length);
    }
}
