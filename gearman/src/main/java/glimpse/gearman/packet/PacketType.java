package glimpse.gearman.packet;

import static glimpse.gearman.packet.PacketType.Data.DATA;
import static glimpse.gearman.packet.PacketType.Data.NONE;
import static glimpse.gearman.packet.PacketType.Sender.ANY;
import static glimpse.gearman.packet.PacketType.Sender.CLIENT;
import static glimpse.gearman.packet.PacketType.Sender.NOBODY;
import static glimpse.gearman.packet.PacketType.Sender.SERVER;
import static glimpse.gearman.packet.PacketType.Sender.WORKER;

/**
 * The table of packets, one line per packet: number on the wire, count of arguments, whether data follows them, who sends it.
 *
 * <pre>
 *  with DATA:  arg \0 arg \0 data…        every argument ends with NUL, the rest is the data
 *  with NONE:  arg \0 arg                 the last argument is the rest, without a NUL of its own
 * </pre>
 */
public enum PacketType {
    CAN_DO(1, 1, NONE, WORKER),
    CANT_DO(2, 1, NONE, WORKER),
    RESET_ABILITIES(3, 0, NONE, WORKER),
    PRE_SLEEP(4, 0, NONE, WORKER),
    UNUSED(5, 0, NONE, NOBODY),
    NOOP(6, 0, NONE, SERVER),
    SUBMIT_JOB(7, 2, DATA, CLIENT),
    JOB_CREATED(8, 1, NONE, SERVER),
    GRAB_JOB(9, 0, NONE, WORKER),
    NO_JOB(10, 0, NONE, SERVER),
    JOB_ASSIGN(11, 2, DATA, SERVER),
    WORK_STATUS(12, 3, NONE, WORKER),
    WORK_COMPLETE(13, 1, DATA, WORKER),
    WORK_FAIL(14, 1, NONE, WORKER),
    GET_STATUS(15, 1, NONE, CLIENT),
    ECHO_REQ(16, 0, DATA, ANY),
    ECHO_RES(17, 0, DATA, SERVER),
    SUBMIT_JOB_BG(18, 2, DATA, CLIENT),
    ERROR(19, 2, NONE, SERVER),
    STATUS_RES(20, 5, NONE, SERVER),
    SUBMIT_JOB_HIGH(21, 2, DATA, CLIENT),
    SET_CLIENT_ID(22, 1, NONE, WORKER),
    CAN_DO_TIMEOUT(23, 2, NONE, WORKER),
    ALL_YOURS(24, 0, NONE, NOBODY),
    WORK_EXCEPTION(25, 1, DATA, WORKER),
    OPTION_REQ(26, 1, NONE, ANY),
    OPTION_RES(27, 1, NONE, SERVER),
    WORK_DATA(28, 1, DATA, WORKER),
    WORK_WARNING(29, 1, DATA, WORKER),
    GRAB_JOB_UNIQ(30, 0, NONE, WORKER),
    JOB_ASSIGN_UNIQ(31, 3, DATA, SERVER),
    SUBMIT_JOB_HIGH_BG(32, 2, DATA, CLIENT),
    SUBMIT_JOB_LOW(33, 2, DATA, CLIENT),
    SUBMIT_JOB_LOW_BG(34, 2, DATA, CLIENT),
    SUBMIT_JOB_SCHED(35, 7, DATA, NOBODY),
    SUBMIT_JOB_EPOCH(36, 3, DATA, CLIENT),
    SUBMIT_REDUCE_JOB(37, 4, DATA, CLIENT),
    SUBMIT_REDUCE_JOB_BACKGROUND(38, 4, DATA, CLIENT),
    GRAB_JOB_ALL(39, 0, NONE, WORKER),
    JOB_ASSIGN_ALL(40, 4, DATA, SERVER),
    GET_STATUS_UNIQUE(41, 1, NONE, CLIENT),
    STATUS_RES_UNIQUE(42, 6, NONE, SERVER);

    /** Whether the arguments are followed by data. */
    public enum Data {
        DATA,
        NONE
    }

    /** Who sends a packet. The server does not tell clients and workers apart: a connection may be both. */
    public enum Sender {
        CLIENT,
        WORKER,
        ANY,
        SERVER,
        /** In the protocol's text, but never used. */
        NOBODY
    }

    private static final PacketType[] BY_NUMBER = byNumber();

    private final int number;
    private final int argumentCount;
    private final boolean hasData;
    private final Sender sender;

    PacketType(int number, int argumentCount, Data data, Sender sender) {
        this.number = number;
        this.argumentCount = argumentCount;
        this.hasData = data == DATA;
        this.sender = sender;
    }

    /** The table by number; a hole or a number used twice ends the program here and not on the wire. */
    private static PacketType[] byNumber() {
        PacketType[] types = values();
        for (int i = 0; i < types.length; i++) {
            if (types[i].number != i + 1) {
                throw new IllegalStateException(
                        types[i] + " has number " + types[i].number + " (expected: " + (i + 1) + ")");
            }
        }
        return types;
    }

    /**
     * Finds the type of a received number.
     *
     * @throws FramingException if there is none
     */
    public static PacketType of(int number) throws FramingException {
        if (number < 1 || number > BY_NUMBER.length) {
            throw new FramingException(
                    "packet type " + Integer.toUnsignedString(number) + " (expected: 1.." + BY_NUMBER.length + ")");
        }
        return BY_NUMBER[number - 1];
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** How many arguments stand before the data. */
    public int argumentCount() {
        return argumentCount;
    }

    /** Whether data follows the arguments. */
    public boolean hasData() {
        return hasData;
    }

    /** How many NULs a body of this type has to hold: every argument has one, except a last one that no data follows. */
    public int terminators() {
        return hasData ? argumentCount : Math.max(0, argumentCount - 1);
    }

    /** Who sends it. */
    public Sender sender() {
        return sender;
    }

    /** The magic it travels with when its proper sender sends it. */
    public Magic magic() {
        return sender == SERVER ? Magic.RES : Magic.REQ;
    }
}
