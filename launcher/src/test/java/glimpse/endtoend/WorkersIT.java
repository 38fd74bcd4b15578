package glimpse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker processes as places, and what {@code %cluster} shows of them. */
class WorkersIT {
    @Test
    void cellsVariablesAndTablesOfTwoWorkers(@TempDir Path folder) throws Exception {
        try (Cluster cluster = Cluster.start(JobServer.OURS, Topology.BROKER, folder, 2, 2)
                        .complete();
                Program script = Program.glimpse("glimpse", "run", "-")) {
            script.types("%cluster " + cluster.config() + "\n")
                    .types("""
                            record Scaled(int factor) {}
                            System.out.println("pushed to " + push("scaled", List.of(7, 8)));
                            System.out.println(map(n -> { List<Integer> s = memory("scaled"); return n * s.get(0); }, range(3)));
                            System.out.println("pids " + new TreeSet<>(onWorkers(() -> ProcessHandle.current().pid()).values()).size());
                            System.out.println("pulled " + pull("scaled").values());
                            System.out.println("future " + mapAsync(n -> n + 1, range(3)).get());
                            int sum = 0;
                            for (int n : imap(n -> n * n, range(5))) sum += n;
                            System.out.println("streamed " + sum);
                            System.out.println("reduced " + mapReduce(n -> n, (a, b) -> a + b, range(1000)).get());
                            var tries = map(n -> 6 / n, range(3), collect());
                            System.out.println(tries + " " + failures(tries).size());
                            %cluster timeline TRACE
                            var serving = serve("shout", bytes -> new String(bytes).toUpperCase().getBytes());
                            System.out.println(gearman("shout", "hello"));
                            %cluster jobs
                            %cluster
                            """.replace("TRACE", folder.resolve("trace.json").toString()))
                    .endsInput()
                    .succeeds();
            assertThat(script.lines())
                    .contains(
                            "pushed to 2",
                            "[0, 7, 14]",
                            "pids 2",
                            "pulled [[7, 8], [7, 8]]",
                            "future [1, 2, 3]",
                            "streamed 30",
                            "reduced 499500",
                            "[null, 6, 3] 1",
                            "HELLO");
            assertThat(script.text()).contains("efficiency", "glimpse_map", "slots  busy  nreqs");
            assertThat(Files.readString(folder.resolve("trace.json")))
                    .startsWith("[")
                    .contains("\"ph\":\"X\"");
        }
    }

    @Test
    void aCellOnTheWorkersHasANamespaceThatLasts(@TempDir Path folder) {
        try (Cluster cluster = Cluster.start(JobServer.OURS, Topology.BROKER, folder, 2, 1)
                        .complete();
                Program first = Program.glimpse(
                        "glimpse", "run", notebook(folder, cluster).toString())) {
            first.succeeds();
            assertThat(first.lines().stream()
                            .filter(line -> line.endsWith("] k is 42"))
                            .count())
                    .isEqualTo(2);
            assertThat(first.lines().stream()
                            .filter(line -> line.endsWith("] 43"))
                            .count())
                    .isEqualTo(1);
            assertThat(first.lines()).contains("[42, 42]");
        }
    }

    private static Path notebook(Path folder, Cluster cluster) {
        String[] cells = {
            "%cluster " + cluster.config(),
            "%%workers\\nint k = 6 * 7;\\nSystem.out.println(\\\"k is \\\" + k);",
            "%%workers -n 1\\nk + 1",
            "System.out.println(map(n -> { int k = memory(\\\"k\\\"); return k; }, range(2)))"
        };
        StringBuilder json = new StringBuilder("{\"cells\":[");
        for (int i = 0; i < cells.length; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"cell_type\":\"code\",\"id\":\"c" + i
                            + "\",\"metadata\":{},\"execution_count\":null,\"outputs\":[],\"source\":\"")
                    .append(cells[i])
                    .append("\"}");
        }
        json.append("],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}");
        try {
            return Files.writeString(folder.resolve("workers.ipynb"), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
