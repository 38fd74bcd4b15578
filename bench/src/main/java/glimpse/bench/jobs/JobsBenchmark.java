package glimpse.bench.jobs;

import glimpse.bench.Machine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The job server beside the C one: {@code JobsBenchmark PINNED ROUNDS LOAD-PROGRAM C-SERVER OUR-SERVER ROW...}, options after the
 * servers' names. In each round each load
 * goes to one server after the other; what is printed are medians over the rounds and the ratios ours / theirs.
 */
public final class JobsBenchmark {
    private final boolean pinned;
    private final LoadProgram load;
    private final String cServer;
    private final String ourServer;
    private final Map<Row, Map<Peer, List<Sample>>> samples = new EnumMap<>(Row.class);

    private JobsBenchmark(boolean pinned, String load, String cServer, String ourServer) {
        this.pinned = pinned;
        this.load = new LoadProgram(pinned ? List.of("taskset", "-c", "1", load) : List.of(load));
        this.cServer = cServer;
        this.ourServer = ourServer;
    }

    /** See the class. */
    public static void main(String[] args) throws IOException, InterruptedException {
        JobsBenchmark benchmark = new JobsBenchmark(args[0].equals("pinned"), args[2], args[3], args[4]);
        List<Row> rows = Arrays.stream(args).skip(5).map(JobsBenchmark::row).toList();
        System.out.println(Machine.describe()
                + (benchmark.pinned ? ", server on one processor, load on the other" : "")
                + (args[4].endsWith("gearmand") ? "" : ", ours" + args[4].substring(args[4].indexOf(' '))));
        benchmark.run(rows.isEmpty() ? List.of(Row.values()) : rows, Integer.parseInt(args[1]));
        benchmark.print();
    }

    private static Row row(String name) {
        return Arrays.stream(Row.values())
                .filter(row -> named(row).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row " + name + " (there are: "
                        + Arrays.stream(Row.values()).map(JobsBenchmark::named).collect(Collectors.joining(", "))
                        + ")"));
    }

    private static String named(Row row) {
        return row.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void run(List<Row> rows, int rounds) throws IOException, InterruptedException {
        for (Row row : rows) {
            Map<Peer, List<Sample>> byPeer = new EnumMap<>(Peer.class);
            Arrays.stream(Peer.values()).forEach(peer -> byPeer.put(peer, new ArrayList<>()));
            samples.put(row, byPeer);
        }
        if (rows.stream().anyMatch(Row::isOnWarmServers)) {
            runOnWarmServers(rows.stream().filter(Row::isOnWarmServers).toList(), rounds);
        }
        for (Row row : rows) {
            for (int i = 0; i < rounds && !row.isOnWarmServers(); i++) {
                for (Peer peer : Peer.values()) {
                    runOnFreshServer(row, peer);
                }
            }
        }
    }

    private void runOnWarmServers(List<Row> rows, int rounds) throws IOException, InterruptedException {
        try (ServerProcess c = start(Peer.C, "");
                ServerProcess cOneThread = start(Peer.C_ONE_THREAD, "");
                ServerProcess ours = start(Peer.OURS, "")) {
            Map<Peer, ServerProcess> servers = Map.of(Peer.C, c, Peer.C_ONE_THREAD, cOneThread, Peer.OURS, ours);
            for (int i = 0; i <= rounds; i++) {
                for (Row row : rows) {
                    for (Peer peer : Peer.values()) {
                        Sample sample = run(servers.get(peer), row);
                        if (i > 0) {
                            keep(row, peer, sample);
                        }
                    }
                }
            }
        }
    }

    private void runOnFreshServer(Row row, Peer peer) throws IOException, InterruptedException {
        try (ServerProcess server = start(peer, row.options(peer))) {
            keep(row, peer, run(server, row));
        }
    }

    private ServerProcess start(Peer peer, String options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (pinned) {
            command.addAll(List.of("taskset", "-c", "0"));
        }
        String fresh = options.replace(Row.FRESH_NAME, "b" + System.nanoTime());
        String line = (peer == Peer.OURS ? ourServer : cServer) + " " + peer.options() + " " + fresh;
        command.addAll(List.of(line.strip().split(" +", -1)));
        return ServerProcess.start(peer.title(), command);
    }

    private Sample run(ServerProcess server, Row row) throws IOException, InterruptedException {
        for (String words : row.warmUp()) {
            load.run(server, words);
        }
        Sample sample = null;
        for (String words : row.loads()) {
            Sample next = load.run(server, words);
            sample = sample == null ? next : sample.and("then", next);
        }
        return sample == null ? Sample.of(Figure.START.key(), server.startMillis()) : sample;
    }

    private void keep(Row row, Peer peer, Sample sample) {
        samples.get(row).get(peer).add(sample);
        System.err.printf(
                Locale.ROOT,
                "%s, %s: " + row.figures().get(0).format() + "%n",
                row,
                peer.title(),
                sample.figure(row.figures().get(0).key()));
    }

    // ---- the table

    private void print() {
        System.out.println();
        System.out.println("| load | figure | C | C -t 1 | ours (least..greatest) | ours / C | ours / C -t 1 |");
        System.out.println("|---|---|--:|--:|--:|--:|--:|");
        samples.forEach((row, byPeer) -> {
            String title = row.title();
            for (Figure figure : row.figures()) {
                print(title, figure, byPeer);
                title = "";
            }
        });
    }

    private static void print(String title, Figure figure, Map<Peer, List<Sample>> byPeer) {
        double c = Sample.median(byPeer.get(Peer.C), figure.key());
        double cOneThread = Sample.median(byPeer.get(Peer.C_ONE_THREAD), figure.key());
        double ours = Sample.median(byPeer.get(Peer.OURS), figure.key());
        double[] range = Sample.range(byPeer.get(Peer.OURS), figure.key());
        String format = figure.format();
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | " + format + " | " + format + " | " + format + " (" + format + ".." + format
                        + ") | %.2f | %.2f |%n",
                title,
                figure.title(),
                c,
                cOneThread,
                ours,
                range[0],
                range[1],
                ours / c,
                ours / cOneThread);
    }
}
