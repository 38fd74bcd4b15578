package glimpse.gearman.packet;

/** The first four bytes of a packet: which way it goes. */
public enum Magic {
    /** {@code \0REQ}, sent to a job server. */
    REQ(0x00524551),
    /** {@code \0RES}, sent by a job server. */
    RES(0x00524553);

    private final int code;

    Magic(int code) {
        this.code = code;
    }

    /** The four bytes, big end first. */
    public int code() {
        return code;
    }

    /**
     * Finds the magic of four received bytes.
     *
     * @throws FramingException if they are neither
     */
    public static Magic of(int code) throws FramingException {
        if (code == REQ.code) {
            return REQ;
        }
        if (code == RES.code) {
            return RES;
        }
        throw new FramingException(String.format("magic 0x%08x (expected: \\0REQ or \\0RES)", code));
    }
}
