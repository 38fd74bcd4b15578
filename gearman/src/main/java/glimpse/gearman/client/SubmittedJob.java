package glimpse.gearman.client;

import glimpse.gearman.connection.HostPort;
import glimpse.gearman.packet.JobHandle;

/**
 * A job that a server took. A handle means something on its own server only.
 *
 * @param server who took it
 * @param handle what the server calls it
 */
public record SubmittedJob(HostPort server, JobHandle handle) {
    /** Reads what {@link #toString} wrote. */
    public static SubmittedJob parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("job '" + text + "' (expected: host:port/handle)");
        }
        return new SubmittedJob(HostPort.parse(text.substring(0, slash)), new JobHandle(text.substring(slash + 1)));
    }

    /** {@code host:port/handle}. */
    @Override
    public String toString() {
        return server + "/" + handle;
    }
}
