package glimpse.server.job;

import glimpse.gearman.packet.PacketType;

/** The packets by which a worker tells of a job that it has. */
final class Results {
    private final Handles handles;
    private final JobTable jobs;
    private final JobLife life;

    Results(Handles handles, JobTable jobs, JobLife life) {
        this.handles = handles;
        this.jobs = jobs;
        this.life = life;
    }

    void workStatus(Peer worker, Bytes handle, Bytes numerator, Bytes denominator, Bytes both) {
        Job job = runningJob(worker, handle, ErrorText.NO_SUCH_JOB_FOR_RESULT);
        if (job != null) {
            job.numerator = Numbers.wrapping(numerator);
            job.denominator = Numbers.wrapping(denominator);
            forward(PacketType.WORK_STATUS, job, handle, both);
        }
    }

    void workData(Peer worker, Bytes handle, Bytes data) {
        Job job = runningJob(worker, handle, ErrorText.NO_SUCH_JOB);
        if (job != null) {
            forward(PacketType.WORK_DATA, job, handle, data);
        }
    }

    void workWarning(Peer worker, Bytes handle, Bytes data) {
        Job job = runningJob(worker, handle, ErrorText.NO_SUCH_JOB);
        if (job != null) {
            forward(PacketType.WORK_WARNING, job, handle, data);
        }
    }

    void workComplete(Peer worker, Bytes handle, Bytes data) {
        Job job = runningJob(worker, handle, ErrorText.NO_SUCH_JOB_FOR_RESULT);
        if (job != null) {
            forward(PacketType.WORK_COMPLETE, job, handle, data);
            job.function.completed++;
            life.end(job);
        }
    }

    void workFail(Peer worker, Bytes handle) {
        Job job = runningJob(worker, handle.withoutTrailingNul(), ErrorText.NO_SUCH_JOB_FOR_RESULT);
        if (job != null) {
            forward(PacketType.WORK_FAIL, job, handle, null);
            job.function.failed++;
            life.end(job);
        }
    }

    /** Ends the job; clients that have not asked for exceptions hear of a failure. */
    void workException(Peer worker, Bytes handle, Bytes data) {
        Job job = runningJob(worker, handle, ErrorText.NO_SUCH_JOB_FOR_EXCEPTION);
        if (job == null) {
            return;
        }
        for (Attachment a = job.attachments; a != null; a = a.nextOfJob) {
            if (a.client.exceptions) {
                a.client.answers.work(PacketType.WORK_EXCEPTION, handle, data);
            } else {
                a.client.answers.workFailForException(job);
            }
        }
        job.function.failed++;
        life.end(job);
    }

    private Job runningJob(Peer worker, Bytes handle, ErrorText otherwise) {
        Job job = jobs.byNumber(handles.number(handle));
        if (job == null || job.worker != worker) {
            worker.answers.error(otherwise);
            return null;
        }
        return job;
    }

    private static void forward(PacketType type, Job job, Bytes handle, Bytes rest) {
        for (Attachment a = job.attachments; a != null; a = a.nextOfJob) {
            a.client.answers.work(type, handle, rest);
        }
    }
}
