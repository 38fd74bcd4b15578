package glimpse.server.job;

import glimpse.gearman.packet.PacketType;

/**
 * The way out to one peer: what the core tells it, in the wire's own words. Called on the core's thread; must not block and must not
 * call back into the core. Bytes that come may be {@linkplain LentBytes lent}.
 */
public interface Answers {
    void noop();

    void noJob();

    void jobCreated(Job job);

    void jobAssign(Job job);

    void jobAssignUniq(Job job);

    void jobAssignAll(Job job);

    /**
     * Hands on a WORK packet of the worker's, byte by byte as it came.
     *
     * @param type one of the WORK types
     * @param handle the handle as the worker wrote it
     * @param rest what follows the handle and its NUL; null when nothing does, not even the NUL
     */
    void work(PacketType type, Bytes handle, Bytes rest);

    /** WORK_FAIL by the server's own decision. */
    void workFail(Job job);

    /** WORK_FAIL in the place of a WORK_EXCEPTION that the peer has not asked for: the handle and a NUL. */
    void workFailForException(Job job);

    void statusRes(Bytes handle, JobStatus status);

    void statusResUnique(Bytes unique, JobStatus status);

    void echoRes(Bytes data);

    void optionRes(Bytes option);

    void error(ErrorText error);

    /** The reply to an admin command. */
    void text(String reply);

    /** Tells how many bytes of answers wait, outside of here, for one before them that is not known yet. */
    void held(long bytes);
}
