package glimpse.bench.jobs;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketEncoder;
import glimpse.gearman.packet.PacketType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The load, a process of its own: {@code LoadGenerator host port pid load count}. Prints one {@link Sample}. Loads: {@code window},
 * {@code roundtrip}, {@code enqueue}, {@code drain}.
 */
public final class LoadGenerator {
    private static final String FUNCTION = "bench";
    private static final int WORKLOAD_BYTES = 64;
    private static final int PEERS = 8;
    private static final int WINDOW = 64;

    private final InetSocketAddress server;
    private final long serverPid;
    private final Selector selector = Selector.open();

    private LoadGenerator(InetSocketAddress server, long serverPid) throws IOException {
        this.server = server;
        this.serverPid = serverPid;
    }

    /** See the class. */
    public static void main(String[] args) throws IOException {
        LoadGenerator generator =
                new LoadGenerator(new InetSocketAddress(args[0], Integer.parseInt(args[1])), Long.parseLong(args[2]));
        int count = Integer.parseInt(args[4]);
        Sample sample = switch (args[3]) {
            case "window" -> generator.foreground(PEERS, WINDOW, PEERS, count, false);
            case "roundtrip" -> generator.foreground(1, 1, 1, count, true);
            case "enqueue" -> generator.enqueue(count);
            case "drain" -> generator.drain(count);
            default -> throw new IllegalArgumentException("load " + args[3]);
        };
        System.out.println(sample);
    }

    private Sample foreground(int clients, int window, int workers, int count, boolean timed) throws IOException {
        for (int i = 0; i < workers; i++) {
            new WorkerPeer(server, selector, FUNCTION);
        }
        submitAndWait(PacketType.SUBMIT_JOB, PacketType.WORK_COMPLETE, clients, window, count / 4, false);
        return submitAndWait(PacketType.SUBMIT_JOB, PacketType.WORK_COMPLETE, clients, window, count, timed);
    }

    private Sample enqueue(int count) throws IOException {
        return submitAndWait(PacketType.SUBMIT_JOB_BG, PacketType.JOB_CREATED, PEERS, WINDOW, count, false);
    }

    private Sample submitAndWait(
            PacketType submit, PacketType ending, int clients, int window, int count, boolean timed)
            throws IOException {
        byte[] packet = PacketEncoder.encode(Packet.of(submit, FUNCTION, "").withData(new byte[WORKLOAD_BYTES]));
        Phase phase = new Phase(packet, ending, count, timed);
        List<ClientPeer> peers = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            peers.add(new ClientPeer(server, selector, phase));
        }
        Clock clock = new Clock(serverPid);
        for (ClientPeer peer : peers) {
            peer.begin(window);
        }
        runUntil(phase::isOver);
        Sample sample = clock.sample(count, phase.sortedRoundTripNanos());
        for (ClientPeer peer : peers) {
            peer.close();
        }
        return sample;
    }

    private Sample drain(int count) throws IOException {
        Clock clock = new Clock(serverPid);
        List<WorkerPeer> workers = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            workers.add(new WorkerPeer(server, selector, FUNCTION));
        }
        runUntil(() -> workers.stream().allMatch(WorkerPeer::isAsleep));
        int completed = workers.stream().mapToInt(WorkerPeer::completed).sum();
        if (completed != count) {
            throw new IllegalStateException(completed + " jobs drained (expected: " + count + ")");
        }
        return clock.sample(count, new long[0]);
    }

    private void runUntil(BooleanSupplier over) throws IOException {
        while (!over.getAsBoolean()) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                ((Peer) key.attachment()).ready();
            }
            selector.selectedKeys().clear();
        }
    }

    /** Wall time and processor time of server and generator, from its making on. */
    private static final class Clock {
        private final ProcessorTime server;
        private final ProcessorTime generator;
        private final long startNanos;
        private final double startServerSeconds;
        private final double startGeneratorSeconds;

        Clock(long serverPid) throws IOException {
            server = new ProcessorTime(serverPid);
            generator = new ProcessorTime(ManagementFactory.getRuntimeMXBean().getPid());
            startServerSeconds = server.seconds();
            startGeneratorSeconds = generator.seconds();
            startNanos = System.nanoTime();
        }

        Sample sample(int jobs, long[] sortedRoundTripNanos) throws IOException {
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            return new Sample(
                    jobs / seconds,
                    (server.seconds() - startServerSeconds) * 1e6 / jobs,
                    (generator.seconds() - startGeneratorSeconds) / seconds,
                    micros(sortedRoundTripNanos, 0.50),
                    micros(sortedRoundTripNanos, 0.99));
        }

        private static double micros(long[] sorted, double share) {
            return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1e3;
        }
    }
}
