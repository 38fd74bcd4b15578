package glimpse.kernel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.pool.Progress;
import glimpse.kernel.cell.RecordedOutput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MapDisplayTest {
    private static final String START = "starting a cluster on this machine…";

    private final RecordedOutput output = new RecordedOutput();

    private static Progress progress(long done, long failures, Duration elapsed) {
        return new Progress(
                done, OptionalLong.of(2000), failures, 3, 4, elapsed, 170.4, Optional.of(Duration.ofSeconds(75)));
    }

    private static Progress withoutSlots(Duration elapsed) {
        return new Progress(0, OptionalLong.of(2000), 0, 0, 0, elapsed, 0, Optional.empty());
    }

    @Test
    void aMapOfLessThanASecondShowsNothing() {
        try (MapDisplay display = new MapDisplay(output, "", START)) {
            display.progress(progress(2000, 0, Duration.ofMillis(900)));
        }
        assertThat(output.events()).isEmpty();
    }

    @Test
    void aLongerMapShowsItsProgressInOneDisplayAndHowItEnded() {
        try (MapDisplay display = new MapDisplay(output, "", START)) {
            display.progress(progress(0, 0, Duration.ofMillis(100)));
            display.progress(progress(500, 0, Duration.ofSeconds(1)));
            display.progress(progress(1000, 2, Duration.ofSeconds(6)));
            display.progress(progress(2000, 2, Duration.ofSeconds(10)));
        }
        assertThat(texts())
                .containsExactly(
                        "display map ━━━━━━────────────────── 500/2,000  170/s  1:15 min left  3/4 busy",
                        "update map ━━━━━━━━━━━━──────────── 1,000/2,000  170/s  1:15 min left  3/4 busy  2 failed",
                        "update map ━━━━━━━━━━━━━━━━━━━━━━━━ 2,000/2,000  170/s  1:15 min left  3/4 busy  2 failed",
                        "update map ━━━━━━━━━━━━━━━━━━━━━━━━ 2,000  in 10 s  200/s  2 failed");
        assertThat(output.events().stream()
                        .map(event -> event.replaceAll(".*(glimpse-map-[0-9a-f-]+) .*", "$1"))
                        .distinct())
                .hasSize(1);
    }

    private List<String> texts() {
        return output.events().stream()
                .map(event -> event.replaceAll("glimpse-(?:map|start)-[0-9a-f-]+ ", ""))
                .toList();
    }

    @Test
    void untilAWorkerIsThereItSaysThatTheClusterStartsAndNotAgainLater() {
        try (MapDisplay display = new MapDisplay(output, "", START)) {
            display.progress(withoutSlots(Duration.ofSeconds(1)));
            display.progress(progress(0, 0, Duration.ofSeconds(2)));
            display.progress(withoutSlots(Duration.ofSeconds(3)));
        }
        assertThat(texts())
                .containsExactly(
                        "display map ──────────────────────── starting a cluster on this machine…",
                        "update map ──────────────────────── 0/2,000  170/s  1:15 min left  3/4 busy",
                        "update map ──────────────────────── 0/2,000  0.0/s  0/0 busy",
                        "update map ──────────────────────── 0 of 2,000  in 3.0 s  0.0/s");
    }

    @Test
    void aCellThatWaitsForItsClusterSaysSoAndHowLongItTook() throws Exception {
        CompletableFuture<String> started = new CompletableFuture<>() {
            @Override
            public String get() {
                assertThat(texts()).containsExactly("display " + START);
                return "started";
            }
        };
        assertThat(SlowStart.await(started, START, output)).isEqualTo("started");
        assertThat(texts()).hasSize(2);
        assertThat(texts().get(1)).matches("update " + START + " \\d+(?:\\.\\d)? s");
    }

    @Test
    void aClusterThatIsThereIsNotMentioned() throws Exception {
        assertThat(SlowStart.await(CompletableFuture.completedFuture(1), START, output))
                .isEqualTo(1);
        assertThat(output.events()).isEmpty();
    }

    @Test
    void eachLineOfATaskHasTheNameOfItsWorker() {
        try (MapDisplay display = new MapDisplay(output, "", START)) {
            display.log(new LogEvent("s", "s.1", 0, "host/1", LogEvent.Stream.OUT, 0, 2, "a\nb\n"));
            display.log(new LogEvent("s", "s.1", 0, "host/1", LogEvent.Stream.ERR, 2, 1, "c\n"));
            display.linesLost("host/1", 3);
            display.waiting("no worker has come");
        }
        assertThat(output.out()).isEqualTo("[host/1] a\n[host/1] b\n");
        assertThat(output.err()).isEqualTo("[host/1] c\n[host/1] (3 lines lost)\nno worker has come\n");
    }
}
