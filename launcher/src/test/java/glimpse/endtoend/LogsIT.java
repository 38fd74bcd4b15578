package glimpse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What tasks print arrives where the map was called: complete, in order per task, labelled by worker. */
class LogsIT {
    private static final Pattern LINE = Pattern.compile(".*\\btask (\\d+) line (\\d+)$");

    @ParameterizedTest
    @EnumSource(Topology.class)
    void aHundredThousandLinesFromFourSlotsArriveInOrder(Topology topology, @TempDir Path folder) {
        try (Cluster cluster = Cluster.start(JobServer.OURS, topology, folder, 2, 2);
                Program script = Program.glimpse("glimpse", "run", "-")) {
            script.types("%cluster " + cluster.config() + "\n")
                    .types("""
                            map(t -> { for (int i = 0; i < 2_500; i++) System.out.println("task " + t + " line " + i); return t; }, range(40));
                            """)
                    .endsInput()
                    .succeeds();
            Map<String, Integer> next = new HashMap<>();
            int total = 0;
            for (String line : script.lines()) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    int expected = next.getOrDefault(matcher.group(1), 0);
                    assertThat(Integer.parseInt(matcher.group(2)))
                            .as("next line of task %s", matcher.group(1))
                            .isEqualTo(expected);
                    next.put(matcher.group(1), expected + 1);
                    total++;
                }
            }
            assertThat(total).as("lines; the rest said: %s", rest(script)).isEqualTo(100_000);
        }
    }

    private static String rest(Program script) {
        return script.lines().stream()
                .filter(line -> !LINE.matcher(line).matches())
                .limit(50)
                .toList()
                .toString();
    }
}
