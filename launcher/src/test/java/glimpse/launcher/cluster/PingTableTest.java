package glimpse.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.worker.node.NodeStats;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PingTableTest {
    private static NodeStats worker(String host, long pid, long requests, long elapsedMillis) {
        return new NodeStats(
                host,
                pid,
                requests,
                Duration.ofMillis(elapsedMillis),
                Instant.parse("2013-06-26T20:41:11Z"),
                4,
                0,
                0,
                0,
                "17",
                "0.50",
                "10/100 MB");
    }

    @Test
    void tableIsTheOriginals() {
        assertThat(PingTable.lines(List.of(worker("node1.example.org", 12345, 12, 34_520)), ZoneOffset.UTC))
                .containsExactly(
                        "             HOST               PID   NREQS ETIME MEAN_ETIME        STIME",
                        "------------------------------ ------ ----- ----- ---------- -------------------",
                        "node1.example.org              12345  12    34.5  2.9        2013-06-26 20:41:11");
    }

    @Test
    void hostsAreSortedAndTheirWorkersInOrderOfAnswer() {
        assertThat(PingTable.lines(
                        List.of(worker("b", 2, 0, 0), worker("a", 9, 0, 0), worker("b", 1, 0, 0)), ZoneOffset.UTC))
                .extracting(line -> line.replaceAll(" +", " "))
                .endsWith(
                        "a 9 0 0.0 0.0 2013-06-26 20:41:11",
                        "b 2 0 0.0 0.0 2013-06-26 20:41:11",
                        "b 1 0 0.0 0.0 2013-06-26 20:41:11");
    }

    @Test
    void longValuesPushTheColumns() {
        assertThat(PingTable.lines(List.of(worker("h".repeat(31), 12345678, 1_000_000, 123_456_000)), ZoneOffset.UTC))
                .last()
                .isEqualTo("h".repeat(31) + " 12345678 1000000 123456.0 0.1        2013-06-26 20:41:11");
    }

    @Test
    void nothingIsPrintedWithoutWorkers() {
        assertThat(PingTable.lines(List.of(), ZoneOffset.UTC)).isEmpty();
    }
}
