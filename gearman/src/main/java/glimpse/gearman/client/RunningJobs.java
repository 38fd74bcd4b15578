package glimpse.gearman.client;

import glimpse.gearman.packet.JobHandle;
import glimpse.gearman.packet.Packet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The foreground jobs of one connection and who listens to them. Belongs to the connection's reader thread.
 *
 * <p>When several submissions of one connection became one job, the server sends every packet once for each of them, one copy right
 * after the other; so the copies are dealt out in turn, and each of the last ones ends one submission.
 */
final class RunningJobs {
    private final Map<JobHandle, Attached> jobs = new HashMap<>();

    private static final class Attached {
        final List<JobListener> listeners = new ArrayList<>(1);
        int turn;
    }

    void attach(JobHandle handle, JobListener listener) {
        jobs.computeIfAbsent(handle, h -> new Attached()).listeners.add(listener);
    }

    void workData(Packet packet) {
        tell(packet, listener -> listener.data(packet.data()));
    }

    void workWarning(Packet packet) {
        tell(packet, listener -> listener.warning(packet.data()));
    }

    void workStatus(Packet packet) {
        tell(packet, listener -> listener.status(Decimal.parse(packet.text(1)), Decimal.parse(packet.text(2))));
    }

    void workComplete(Packet packet) {
        end(packet, listener -> listener.complete(packet.data()));
    }

    void workFail(Packet packet) {
        Attached job = jobs.get(packet.handle(0));
        if (job != null && job.listeners.get(0).listensAfterFail()) {
            job.listeners.get(0).fail();
        } else {
            end(packet, JobListener::fail);
        }
    }

    void workException(Packet packet) {
        end(packet, listener -> listener.exception(packet.data()));
    }

    /** A packet for an unknown handle is dropped: a cancelled job's late result, or a WORK_FAIL after its WORK_EXCEPTION. */
    private void tell(Packet packet, Consumer<JobListener> event) {
        Attached job = jobs.get(packet.handle(0));
        if (job != null) {
            event.accept(job.listeners.get(job.turn));
            job.turn = (job.turn + 1) % job.listeners.size();
        }
    }

    private void end(Packet packet, Consumer<JobListener> event) {
        JobHandle handle = packet.handle(0);
        Attached job = jobs.get(handle);
        if (job != null) {
            JobListener listener = job.listeners.remove(0);
            if (job.listeners.isEmpty()) {
                jobs.remove(handle);
            }
            job.turn = 0;
            event.accept(listener);
        }
    }

    void disconnected(IOException cause) {
        List<Attached> lost = List.copyOf(jobs.values());
        jobs.clear();
        for (Attached job : lost) {
            job.listeners.forEach(listener -> listener.disconnected(cause));
        }
    }
}
