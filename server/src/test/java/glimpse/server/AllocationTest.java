package glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the server's threads allocate: the job, and nothing for the packets that it comes and goes in. The bounds are what code takes that
 * the JVM has not compiled yet, and less than an object more; what is compiled takes up to 48 bytes less.
 */
@Timeout(60)
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Jobs at a time, in one write. */
    private static final int BURST = 500;

    private static final int BURSTS = 30;
    private static final byte[] WORKLOAD = new byte[64];

    private long[] others;
    private GearmandServer server;
    private Dialogue client;
    private Dialogue worker;

    @BeforeEach
    void start() throws IOException {
        others = THREADS.getAllThreadIds();
        Arrays.sort(others);
        server = GearmandServer.start(ServerOptions.embedded());
        client = new Dialogue(server.port());
        worker = new Dialogue(server.port());
        worker.sends(PacketType.CAN_DO, "f");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        worker.close();
        server.close();
    }

    @Test
    void aBackgroundJobCostsItselfAndItsWayOutNothing() throws IOException {
        long[] in = new long[BURSTS];
        long[] out = new long[BURSTS];
        for (int i = 0; i < BURSTS; i++) {
            long before = allocatedBytes();
            submit(PacketType.SUBMIT_JOB_BG);
            long between = allocatedBytes();
            work();
            in[i] = (between - before) / BURST;
            out[i] = (allocatedBytes() - between) / BURST;
        }
        assertThat(median(in))
                .as("bytes for a job that comes: %s", Arrays.toString(in))
                .isBetween(64L, 250L);
        assertThat(median(out))
                .as("bytes for a job that goes: %s", Arrays.toString(out))
                .isLessThan(39);
    }

    @Test
    void aForegroundJobCostsItselfAndItsResultNothing() throws IOException {
        long[] all = new long[BURSTS];
        for (int i = 0; i < BURSTS; i++) {
            long before = allocatedBytes();
            submit(PacketType.SUBMIT_JOB);
            work();
            for (int j = 0; j < BURST; j++) {
                client.receives(PacketType.WORK_COMPLETE);
            }
            all[i] = (allocatedBytes() - before) / BURST;
        }
        assertThat(median(all)).as("bytes for a job: %s", Arrays.toString(all)).isBetween(64L, 310L);
    }

    private void submit(PacketType type) throws IOException {
        client.sends(Collections.nCopies(BURST, Packet.of(type, "f", "").withData(WORKLOAD)));
        for (int i = 0; i < BURST; i++) {
            client.receives(PacketType.JOB_CREATED);
        }
    }

    private void work() throws IOException {
        worker.sends(Collections.nCopies(BURST, Packet.of(PacketType.GRAB_JOB)));
        List<Packet> results = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            String handle = worker.receives(PacketType.JOB_ASSIGN).text(0);
            results.add(Packet.of(PacketType.WORK_COMPLETE, handle).withData(WORKLOAD));
        }
        worker.sends(results).sends(PacketType.ECHO_REQ).receives(PacketType.ECHO_RES);
    }

    /** Of all threads that the test did not start with, so far. */
    private long allocatedBytes() {
        return Arrays.stream(THREADS.getAllThreadIds())
                .filter(id -> Arrays.binarySearch(others, id) < 0)
                .map(THREADS::getThreadAllocatedBytes)
                .filter(bytes -> bytes > 0)
                .sum();
    }

    private static long median(long[] values) {
        return Arrays.stream(values)
                .sorted()
                .skip(values.length / 2)
                .findFirst()
                .orElseThrow();
    }
}
