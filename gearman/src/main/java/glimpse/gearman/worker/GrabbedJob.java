package glimpse.gearman.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.gearman.connection.Connection;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.packet.JobHandle;
import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A job in this worker's hands. Any thread may report on it and end it; only the first end counts. Each job has to be ended, a
 * lost one too: until then it takes the place of another.
 */
public final class GrabbedJob {
    private final WorkerLink link;
    private final Connection connection;
    private final Packet assignment;
    private final JobHandle handle;
    private final boolean again;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean lost;

    GrabbedJob(WorkerLink link, Connection connection, Packet assignment, boolean again) {
        this.link = link;
        this.connection = connection;
        this.assignment = assignment;
        this.handle = assignment.handle(0);
        this.again = again;
    }

    /** The server it came from. */
    public HostPort server() {
        return connection.server();
    }

    public JobHandle handle() {
        return handle;
    }

    public String function() {
        return assignment.text(1);
    }

    /** The unique id; empty if the client gave none, or the server was not asked. */
    public String unique() {
        return assignment.argumentCount() > 2 ? assignment.text(2) : "";
    }

    /** The reducer; empty for a plain job, or where the worker does not ask with GRAB_JOB_ALL. */
    public String reducer() {
        return assignment.argumentCount() > 3 ? assignment.text(3) : "";
    }

    /**
     * Whether another worker surely had it before and died, or gave it up: later jobs of its function and priority have come here already.
     * False says nothing.
     */
    public boolean isAgain() {
        return again;
    }

    /** The bytes to work on; not to be written to. */
    public byte[] workload() {
        return assignment.data();
    }

    /** Whether the job is no longer this worker's: its connection is gone, and the server gives it to another. */
    public boolean isLost() {
        return lost;
    }

    /** Sends a part of the result; false if that has no effect any more. May wait for room. */
    public boolean sendData(byte[] data) {
        return report(handlePacket(PacketType.WORK_DATA).withData(data));
    }

    /** Waits until what was sent has left this process: the server will have it even if this JVM dies now. */
    public void awaitSent() throws InterruptedException {
        connection.awaitWritten();
    }

    /** Sends a warning; false if that has no effect any more. May wait for room. */
    public boolean sendWarning(byte[] warning) {
        return report(handlePacket(PacketType.WORK_WARNING).withData(warning));
    }

    /** Sends how much is done; false if that has no effect any more. May wait for room. */
    public boolean sendStatus(long numerator, long denominator) {
        return report(Packet.of(
                PacketType.WORK_STATUS, handle.value(), Long.toString(numerator), Long.toString(denominator)));
    }

    private boolean report(Packet packet) {
        if (ended.get() || lost) {
            return false;
        }
        connection.awaitRoom();
        boolean sent = connection.post(packet);
        connection.flush();
        return sent;
    }

    /** Ends it with a result; false if it was ended before or is lost. */
    public boolean complete(byte[] result) {
        return end(handlePacket(PacketType.WORK_COMPLETE).withData(result));
    }

    /**
     * As {@link #complete}, but only a report on another job of the same {@linkplain #server server} or {@link #flush} that follows is sure to
     * have it sent: for one that begins with the next job at once.
     */
    public boolean postComplete(byte[] result) {
        return post(handlePacket(PacketType.WORK_COMPLETE).withData(result));
    }

    /** Sends what was posted for it. */
    public void flush() {
        connection.flush();
    }

    /** Ends it as failed; false if it was ended before or is lost. */
    public boolean fail() {
        return end(handlePacket(PacketType.WORK_FAIL));
    }

    /** Ends it with an exception, which clients without the option get as a failure; false if it was ended before or is lost. */
    public boolean exception(byte[] exception) {
        return end(handlePacket(PacketType.WORK_EXCEPTION).withData(exception));
    }

    private boolean end(Packet packet) {
        boolean sent = post(packet);
        connection.flush();
        return sent;
    }

    private boolean post(Packet packet) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        connection.awaitRoom();
        boolean sent = !lost && connection.post(packet);
        link.released(this); // which may post the next GRAB_JOB
        return sent;
    }

    boolean endWith(Throwable thrown) {
        return exception(thrown.toString().getBytes(UTF_8));
    }

    boolean isOf(Connection another) {
        return connection == another;
    }

    /** Its connection is gone. */
    void lose() {
        lost = true;
    }

    private Packet handlePacket(PacketType type) {
        return Packet.of(type, assignment.argument(0));
    }

    @Override
    public String toString() {
        return server() + "/" + handle + " " + function();
    }
}
