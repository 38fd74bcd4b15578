package glimpse.server.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

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
     * @param high jobs of that priority that wait, scheduled ones included
     */
    public record Function(Bytes name, int total, int running, int workers, int high, int normal, int low) {}

    /** A connection, its functions latest first. */
    public record Connection(int number, String address, Bytes clientId, List<Bytes> functions) {}

    /** Whether a background job, or one whose clients are all gone. */
    public record JobLine(String handle, Bytes unique, int retries, boolean ignored, boolean background) {}

    /** All functions in the order in which they became known. */
    public List<Function> functions() {
        List<Function> all = new ArrayList<>();
        for (JobFunction f : server.functions.all()) {
            all.add(new Function(
                    f.name, f.total, f.running, f.registrations, f.waiting[0], f.waiting[1], f.waiting[2]));
        }
        return all;
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
