package glimpse.server.job;

import glimpse.gearman.packet.FramingException;
import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;

/** From a packet's bytes to the method of {@link JobServer} that bears its name. */
public final class PacketDispatch {
    private PacketDispatch() {}

    /**
     * Has the server do what a packet asks.
     *
     * @param body all that follows the header; the server keeps it
     * @throws FramingException if the body has too few arguments: the connection has to be closed
     */
    public static void dispatch(JobServer server, Peer peer, Magic magic, PacketType type, byte[] body)
            throws FramingException {
        if (magic != Magic.REQ) {
            peer.answers.error(ErrorText.REQUEST_MAGIC);
            return;
        }
        Arguments a = new Arguments(body);
        switch (type) {
            case CAN_DO -> server.canDo(peer, a.rest());
            case CANT_DO -> server.cantDo(peer, a.rest());
            case RESET_ABILITIES -> server.resetAbilities(peer);
            case PRE_SLEEP -> server.preSleep(peer);
            case SUBMIT_JOB -> server.submitJob(peer, a.next(), a.next(), a.rest());
            case GRAB_JOB -> server.grabJob(peer);
            case WORK_STATUS -> workStatus(server, peer, a);
            case WORK_COMPLETE -> server.workComplete(peer, a.next(), a.rest());
            case WORK_FAIL -> server.workFail(peer, a.rest());
            case GET_STATUS -> server.getStatus(peer, a.rest());
            case ECHO_REQ -> server.echoReq(peer, a.rest());
            case SUBMIT_JOB_BG -> server.submitJobBg(peer, a.next(), a.next(), a.rest());
            case SUBMIT_JOB_HIGH -> server.submitJobHigh(peer, a.next(), a.next(), a.rest());
            case SET_CLIENT_ID -> server.setClientId(peer, a.rest());
            case CAN_DO_TIMEOUT -> server.canDoTimeout(peer, a.next(), a.rest());
            case WORK_EXCEPTION -> server.workException(peer, a.next(), a.rest());
            case OPTION_REQ -> server.optionReq(peer, a.rest());
            case WORK_DATA -> server.workData(peer, a.next(), a.rest());
            case WORK_WARNING -> server.workWarning(peer, a.next(), a.rest());
            case GRAB_JOB_UNIQ -> server.grabJobUniq(peer);
            case SUBMIT_JOB_HIGH_BG -> server.submitJobHighBg(peer, a.next(), a.next(), a.rest());
            case SUBMIT_JOB_LOW -> server.submitJobLow(peer, a.next(), a.next(), a.rest());
            case SUBMIT_JOB_LOW_BG -> server.submitJobLowBg(peer, a.next(), a.next(), a.rest());
            case SUBMIT_JOB_EPOCH -> server.submitJobEpoch(peer, a.next(), a.next(), a.next(), a.rest());
            case SUBMIT_REDUCE_JOB -> server.submitReduceJob(peer, a.next(), a.next(), a.next(), afterAggregator(a));
            case SUBMIT_REDUCE_JOB_BACKGROUND ->
                server.submitReduceJobBackground(peer, a.next(), a.next(), a.next(), afterAggregator(a));
            case GRAB_JOB_ALL -> server.grabJobAll(peer);
            case GET_STATUS_UNIQUE -> server.getStatusUnique(peer, a.rest());
            case UNUSED,
                    NOOP,
                    JOB_CREATED,
                    NO_JOB,
                    JOB_ASSIGN,
                    ECHO_RES,
                    ERROR,
                    STATUS_RES,
                    ALL_YOURS,
                    OPTION_RES,
                    JOB_ASSIGN_UNIQ,
                    SUBMIT_JOB_SCHED,
                    JOB_ASSIGN_ALL,
                    STATUS_RES_UNIQUE -> peer.answers.error(ErrorText.COMMAND);
        }
    }

    private static void workStatus(JobServer server, Peer peer, Arguments a) throws FramingException {
        Bytes handle = a.next();
        Bytes both = a.rest();
        server.workStatus(peer, handle, a.next(), a.rest(), both);
    }

    /** The reduce packets have a fourth argument that nobody uses. */
    private static Bytes afterAggregator(Arguments a) throws FramingException {
        a.next();
        return a.rest();
    }
}
