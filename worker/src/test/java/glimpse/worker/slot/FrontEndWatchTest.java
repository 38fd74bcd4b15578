package glimpse.worker.slot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import glimpse.cluster.closure.runtime.CancelToken;
import glimpse.cluster.task.PartRequest;
import glimpse.gearman.admin.AdminConnections;
import glimpse.gearman.connection.ConnectionOptions;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.peer.CGearmand;
import glimpse.gearman.worker.GearmanWorker;
import glimpse.gearman.worker.WorkerOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Front ends that come and go at a C job server; the watch's time is this test's. */
@Timeout(120)
class FrontEndWatchTest {
    private static final String SESSION = "s1";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(FrontEndWatch.class);
    private final CancelledMaps maps = new CancelledMaps();
    private final CancelToken token = new CancelToken(null);
    private final AdminConnections connections = new AdminConnections(ConnectionOptions.DEFAULT);
    private CGearmand gearmand;
    private FrontEndWatch watch;
    private long nanos;

    @BeforeEach
    void start() throws IOException {
        log.start();
        logger.addAppender(log);
        gearmand = CGearmand.started();
        assertThat(maps.begin(SESSION, "m1", token)).isTrue();
        watch(gearmand.address());
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        connections.close();
        gearmand.close();
        token.close();
    }

    private void watch(HostPort... servers) {
        watch = new FrontEndWatch(List.of(servers), maps, () -> nanos);
    }

    /** Looks, at a later time; returns when it wants to look again. */
    private long lookAfter(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        return watch.look(connections);
    }

    private GearmanWorker frontEnd() throws IOException {
        GearmanWorker frontEnd = new GearmanWorker(WorkerOptions.of(List.of(gearmand.address())));
        frontEnd.register(PartRequest.function(SESSION), job -> job.complete(new byte[0]));
        frontEnd.start();
        awaitOffered(1);
        return frontEnd;
    }

    private void awaitOffered(long workers) throws IOException {
        while (connections.ask(
                        gearmand.address(),
                        admin -> admin.status().stream()
                                .filter(status -> status.function().equals(PartRequest.function(SESSION)))
                                .mapToLong(status -> status.workers())
                                .sum())
                != workers) {
            Thread.onSpinWait();
        }
    }

    private List<String> gone() {
        return log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains("has gone"))
                .toList();
    }

    @Test
    void theTasksOfAFrontEndThatIsMissedAreStoppedAndThatIsSaidOnce() throws Exception {
        GearmanWorker frontEnd = frontEnd();
        assertThat(lookAfter(0)).isEqualTo(250);
        frontEnd.close();
        awaitOffered(0);
        assertThat(lookAfter(250)).as("looks again soon").isLessThan(100);
        assertThat(token.isCancelled()).as("it may have lost its connection").isFalse();
        lookAfter(400);
        assertThat(token.isCancelled()).isTrue();
        for (int i = 0; i < 5; i++) {
            assertThat(lookAfter(250)).isEqualTo(250);
        }
        assertThat(gone()).containsExactly("front end s1 has gone; 1 tasks stopped");
    }

    @Test
    void aFrontEndThatHasNotComeYetIsWaitedForLonger() {
        lookAfter(0);
        lookAfter(3_000);
        assertThat(token.isCancelled()).isFalse();
        lookAfter(1_000);
        assertThat(token.isCancelled()).isTrue();
    }

    @Test
    void aDeadServerBesidesALivingOneDoesNotBlindTheWatch() throws Exception {
        CGearmand second = CGearmand.started();
        watch(gearmand.address(), second.address());
        GearmanWorker frontEnd = frontEnd();
        lookAfter(0);
        second.close();
        lookAfter(250);
        lookAfter(6_000);
        frontEnd.close();
        awaitOffered(0);
        lookAfter(250);
        lookAfter(400);
        assertThat(token.isCancelled()).isTrue();
    }

    @Test
    void nobodyIsGoneWhileNoServerAnswers() {
        lookAfter(0);
        gearmand.close();
        lookAfter(250);
        lookAfter(60_000);
        assertThat(token.isCancelled()).isFalse();
    }
}
