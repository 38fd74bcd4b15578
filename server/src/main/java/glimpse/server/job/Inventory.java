package glimpse.server.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** What is there at the moment: functions, peers, jobs. Only for the core's thread; what it returns is a copy. */
public final class Inventory {
    private final JobServer server;

    Inventory(JobServer server) {
        this.server = server;
    }

    /**
     * A function's counts.
     *
     * @param total all jobs that are not gone
     * @param workers how often it was announced
     * @param submitted jobs since the function became known, likewise those completed, failed, and given to another worker
     * @param high jobs of that priority that wait, scheduled ones included
     */
    public record Function(
            Bytes name,
            int total,
            int running,
            int workers,
            int high,
            int normal,
            int low,
            long submitted,
            long completed,
            long failed,
            long requeued) {}

    /** A job that runs, on which connection, and for how long. */
    public record RunningJob(String handle, Bytes function, String worker, Bytes clientId, long millis) {}

    /** A connection, its functions latest first. */
    public record Connection(int number, String address, Bytes clientId, List<Bytes> functions) {}

    /** Whether a background job, or one whose clients are all gone. */
    public record JobLine(String handle, Bytes unique, int retries, boolean ignored, boolean background) {}

    /** All functions in the order in which they became known. */
    public List<Function> functions() {
        List<Function> all = new ArrayList<>();
        for (JobFunction f : server.functions.all()) {
            all.add(new Function(
                    f.name,
                    f.total,
                    f.running,
                    f.registrations,
                    f.waiting[0],
                    f.waiting[1],
                    f.waiting[2],
                    f.submitted,
                    f.completed,
                    f.failed,
                    f.requeued));
        }
        return all;
    }

    /** How many connections have announced a function. */
    public int workers() {
        int count = 0;
        for (Peer peer : server.peers) {
            count += peer.newest() == null ? 0 : 1;
        }
        return count;
    }

    /** The jobs that have run longest, longest first. */
    public List<RunningJob> longestRunning(int most) {
        int now = server.nowTenths();
        PriorityQueue<Job> longest = new PriorityQueue<>(Comparator.comparingInt(job -> now - job.startedTenths));
        for (Peer peer : server.peers) {
            for (Job job = peer.jobs.first(); job != null; job = job.next) {
                longest.add(job);
                if (longest.size() > most) {
                    longest.remove();
                }
            }
        }
        List<RunningJob> lines = new ArrayList<>();
        while (!longest.isEmpty()) {
            Job job = longest.remove();
            lines.add(
                    0,
                    new RunningJob(
                            server.handles().text(job.number),
                            job.function.name,
                            job.worker.address,
                            job.worker.clientId,
                            100L * (now - job.startedTenths)));
        }
        return lines;
    }

    /** All connections, oldest first. */
    public List<Connection> connections() {
        List<Connection> all = new ArrayList<>();
        for (Peer peer : server.peers) {
            List<Bytes> names = new ArrayList<>();
            for (Registration r = peer.newest(); r != null; r = r.older) {
                names.add(r.function.name);
            }
            all.add(new Connection(peer.number, peer.address, peer.clientId, names));
        }
        return all;
    }

    /** All jobs in the order in which they were made. */
    public List<JobLine> jobs() {
        Job[] all = server.jobs.all();
        Arrays.sort(all, Comparator.comparingInt(job -> job.number));
        List<JobLine> lines = new ArrayList<>(all.length);
        for (Job job : all) {
            lines.add(new JobLine(
                    server.handles().text(job.number), job.unique(), job.retries, job.ignored(), job.background));
        }
        return lines;
    }
}
