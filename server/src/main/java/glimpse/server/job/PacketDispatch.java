package glimpse.server.job;

import glimpse.gearman.packet.FramingException;
import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;

/** From a packet's bytes to the method of {@link JobServer} that bears its name. Belongs to the core's thread. */
public final class PacketDispatch {
    private final JobServer server;
    private final Arguments arguments = new Arguments();

    public PacketDispatch(JobServer server) {
        this.server = server;
    }

    /**
     * Has the server do what a packet asks.
     *
     * @param body all that follows the header; may be {@linkplain LentBytes lent}
     * @throws FramingException if the body has too few arguments: the connection has to be closed
     */
    public void dispatch(Peer peer, Magic magic, PacketType type, Bytes body) throws FramingException {
        if (magic != Magic.REQ) {
            peer.answers.error(ErrorText.REQUEST_MAGIC);
            return;
        }
        Arguments a = arguments.of(body);
        switch (type) {
            case CAN_DO -> server.offers.canDo(peer, a.rest());
            case CANT_DO -> server.offers.cantDo(peer, a.rest());
            case RESET_ABILITIES -> server.offers.resetAbilities(peer);
            case PRE_SLEEP -> server.grabs.preSleep(peer);
            case SUBMIT_JOB -> server.submissions.submitJob(peer, a.next(), a.next(), a.rest());
            case GRAB_JOB -> server.grabs.grabJob(peer);
            case WORK_STATUS -> workStatus(peer, a);
            case WORK_COMPLETE -> server.results.workComplete(peer, a.next(), a.rest());
            case WORK_FAIL -> server.results.workFail(peer, a.rest());
            case GET_STATUS -> server.getStatus(peer, a.rest());
            case ECHO_REQ -> server.echoReq(peer, a.rest());
            case SUBMIT_JOB_BG -> server.submissions.submitJobBg(peer, a.next(), a.next(), a.rest());
            case SUBMIT_JOB_HIGH -> server.submissions.submitJobHigh(peer, a.next(), a.next(), a.rest());
            case SET_CLIENT_ID -> server.setClientId(peer, a.rest());
            case CAN_DO_TIMEOUT -> server.offers.canDoTimeout(peer, a.next(), a.rest());
            case WORK_EXCEPTION -> server.results.workException(peer, a.next(), a.rest());
            case OPTION_REQ -> server.optionReq(peer, a.rest());
            case WORK_DATA -> server.results.workData(peer, a.next(), a.rest());
            case WORK_WARNING -> server.results.workWarning(peer, a.next(), a.rest());
            case GRAB_JOB_UNIQ -> server.grabs.grabJobUniq(peer);
            case SUBMIT_JOB_HIGH_BG -> server.submissions.submitJobHighBg(peer, a.next(), a.next(), a.rest());
            case SUBMIT_JOB_LOW -> server.submissions.submitJobLow(peer, a.next(), a.next(), a.rest());
            case SUBMIT_JOB_LOW_BG -> server.submissions.submitJobLowBg(peer, a.next(), a.next(), a.rest());
            case SUBMIT_JOB_EPOCH -> server.submissions.submitJobEpoch(peer, a.next(), a.next(), a.next(), a.rest());
            case SUBMIT_REDUCE_JOB ->
                server.submissions.submitReduceJob(peer, a.next(), a.next(), a.next(), afterAggregator(a));
            case SUBMIT_REDUCE_JOB_BACKGROUND ->
                server.submissions.submitReduceJobBackground(peer, a.next(), a.next(), a.next(), afterAggregator(a));
            case GRAB_JOB_ALL -> server.grabs.grabJobAll(peer);
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

    private void workStatus(Peer peer, Arguments a) throws FramingException {
        Bytes handle = a.next();
        Bytes both = a.rest();
        server.results.workStatus(peer, handle, a.next(), a.rest(), both);
    }

    /** The reduce packets have a fourth argument that nobody uses. */
    private static Bytes afterAggregator(Arguments a) throws FramingException {
        a.next();
        return a.rest();
    }
}
