package glimpse.server.log;

import glimpse.server.job.Job;
import glimpse.server.job.JobEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a notice for each job that is accepted, and for each that is dropped. */
public final class JobLog implements JobEvents {
    static final String LOGGER = "gearmand.job";
    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    private final String handleStart;

    /** @param handlePrefix what stands before the colon of a handle */
    public JobLog(String handlePrefix) {
        this.handleStart = handlePrefix + ":";
    }

    @Override
    public void accepted(Job job) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    Verbosity.NOTICE_MARKER,
                    "accepted,{},{},{}",
                    job.functionName().latin1(),
                    job.unique().latin1(),
                    job.when());
        }
    }

    @Override
    public void dropped(Job job) {
        LOG.debug(
                Verbosity.NOTICE_MARKER,
                "Dropped job due to max retry count: {}{} {}",
                handleStart,
                Integer.toUnsignedString(job.number()),
                job.unique().latin1());
    }
}
