package glimpse.gearman.client;

import glimpse.gearman.connection.HostPort;
import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A job on its way to a server. */
final class Submission implements Request {
    private final Packet packet;
    private final String unique;
    private final Job.Ground ground;
    private final JobListener listener;
    private final long sinceNanos = System.nanoTime();
    private final CompletableFuture<SubmittedJob> created = new CompletableFuture<>();

    Submission(Job job, JobListener listener) {
        this.packet = job.packet();
        this.unique = job.unique();
        this.ground = job.ground();
        this.listener = new GuardedListener(listener);
    }

    CompletableFuture<SubmittedJob> created() {
        return created;
    }

    JobListener listener() {
        return listener;
    }

    boolean isForeground() {
        return ground == Job.Ground.FOREGROUND;
    }

    @Override
    public Packet packet() {
        return packet;
    }

    @Override
    public PacketType answer() {
        return PacketType.JOB_CREATED;
    }

    @Override
    public String routingKey() {
        return unique;
    }

    @Override
    public Optional<HostPort> onlyServer() {
        return Optional.empty();
    }

    @Override
    public boolean isPatient() {
        return true;
    }

    @Override
    public long sinceNanos() {
        return sinceNanos;
    }

    @Override
    public void answered(HostPort server, Packet jobCreated) {
        SubmittedJob job = new SubmittedJob(server, jobCreated.handle(0));
        created.complete(job);
        listener.created(job);
    }

    @Override
    public void refused(RefusedException reason) {
        created.completeExceptionally(reason);
        listener.refused(reason);
    }

    @Override
    public void disconnected(IOException cause) {
        created.completeExceptionally(cause);
        listener.disconnected(cause);
    }
}
