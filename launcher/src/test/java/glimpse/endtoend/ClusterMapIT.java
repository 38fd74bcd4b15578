package glimpse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The main job against each job server, with and without a broker, over two worker processes. */
class ClusterMapIT {
    static Stream<Arguments> clusters() {
        return Stream.of(JobServer.values())
                .flatMap(server -> Stream.of(Topology.values()).map(topology -> Arguments.of(server, topology)));
    }

    @ParameterizedTest
    @MethodSource("clusters")
    void aLambdaRunsOnBothWorkersWithEverythingItNeeds(JobServer server, Topology topology, @TempDir Path folder) {
        try (Cluster cluster = Cluster.start(server, topology, folder, 2, 2)) {
            try (Program script = Program.glimpse("glimpse", "run", "-")) {
                script.types("%cluster " + cluster.config() + "\n")
                        .types("""
                                record Point(int x, int y) {}
                                int factor = 3;
                                int shifted(int n) { return n + 100; }
                                Function<Integer, Point> f = n -> new Point(n * factor, shifted(n));
                                System.out.println(map(f, List.of(1, 2, 3)));
                                factor = 5;
                                System.out.println(map(f, List.of(1)));
                                int shifted(int n) { return n - 100; }
                                System.out.println(map(n -> shifted(n), List.of(1)));
                                var pids = new TreeSet<>(map(n -> { Thread.sleep(20); return ProcessHandle.current().pid(); }, range(200)));
                                System.out.println("nodes " + pids.size() + " here " + pids.contains(ProcessHandle.current().pid()));
                                System.out.println(map(Integer::toHexString, List.of(1, 2, 3)));
                                System.out.println(map(n -> n, List.of()));
                                """)
                        .endsInput()
                        .succeeds();
                assertThat(script.lines())
                        .contains(
                                "[Point[x=3, y=101], Point[x=6, y=102], Point[x=9, y=103]]",
                                "[Point[x=5, y=101]]",
                                "[-99]",
                                "nodes 2 here false",
                                "[1, 2, 3]",
                                "[]");
            }
        }
    }
}
