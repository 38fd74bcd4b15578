package glimpse.bench.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.bench.Machine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The job server beside the C one: {@code JobsBenchmark ROUNDS "C SERVER COMMAND" "OUR COMMAND"}. Both servers run all the time; in each
 * round each load goes to one and then to the other; what is printed are medians over the rounds and their ratio.
 */
public final class JobsBenchmark {
    private final Map<Load, List<Sample>> theirs = new EnumMap<>(Load.class);
    private final Map<Load, List<Sample>> ours = new EnumMap<>(Load.class);

    private JobsBenchmark() {}

    /** See the class. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(args[0]);
        System.out.println(Machine.describe());
        try (ServerProcess their = ServerProcess.start("C gearmand", List.of(args[1].split(" ", -1)));
                ServerProcess our = ServerProcess.start("glimpse gearmand", List.of(args[2].split(" ", -1)))) {
            new JobsBenchmark().run(rounds, their, our);
        }
    }

    private void run(int rounds, ServerProcess their, ServerProcess our) throws IOException, InterruptedException {
        for (Load load : Load.values()) {
            theirs.put(load, new ArrayList<>());
            ours.put(load, new ArrayList<>());
        }
        round(their, our, false);
        for (int i = 1; i <= rounds; i++) {
            round(their, our, true);
            System.out.printf(
                    Locale.ROOT,
                    "round %d of %d: %,.0f and %,.0f jobs/s%n",
                    i,
                    rounds,
                    last(theirs).jobsPerSecond(),
                    last(ours).jobsPerSecond());
        }
        print();
    }

    private static Sample last(Map<Load, List<Sample>> samples) {
        List<Sample> window = samples.get(Load.WINDOW);
        return window.get(window.size() - 1);
    }

    private void round(ServerProcess their, ServerProcess our, boolean counts)
            throws IOException, InterruptedException {
        for (Load load : Load.values()) {
            Sample theirSample = generate(their, load);
            Sample ourSample = generate(our, load);
            if (counts) {
                theirs.get(load).add(theirSample);
                ours.get(load).add(ourSample);
            }
        }
    }

    /** Starts the load as a process of its own. */
    static List<String> generatorCommand(String host, int port, long serverPid, Load load, int count) {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LoadGenerator.class.getName(),
                host,
                Integer.toString(port),
                Long.toString(serverPid),
                load.name().toLowerCase(Locale.ROOT),
                Integer.toString(count));
    }

    private static Sample generate(ServerProcess server, Load load) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(generatorCommand(
                        server.address().host(), server.address().port(), server.pid(), load, load.count()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the load generator failed against " + server.name() + " with " + load);
        }
        return Sample.parse(output);
    }

    private void print() {
        System.out.println();
        System.out.println("| load | figure | C gearmand | glimpse gearmand | ratio |");
        System.out.println("|---|---|--:|--:|--:|");
        for (Load load : Load.values()) {
            Sample their = Sample.median(theirs.get(load));
            Sample our = Sample.median(ours.get(load));
            row(load.title(), "jobs/s", their.jobsPerSecond(), our.jobsPerSecond(), "%,.0f");
            row("", "server CPU µs/job", their.serverMicrosPerJob(), our.serverMicrosPerJob(), "%.1f");
            row("", "generator, cores", their.generatorCores(), our.generatorCores(), "%.2f");
            if (load == Load.ROUNDTRIP) {
                row("", "round trip median µs", their.medianMicros(), our.medianMicros(), "%.0f");
                row("", "round trip p99 µs", their.p99Micros(), our.p99Micros(), "%.0f");
            }
        }
    }

    private static void row(String title, String figure, double their, double our, String format) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | " + format + " | " + format + " | %.2f |%n",
                title,
                figure,
                their,
                our,
                our / their);
    }
}
