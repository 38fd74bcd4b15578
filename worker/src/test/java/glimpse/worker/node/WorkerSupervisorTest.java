package glimpse.worker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor with real child processes: small shell scripts that note each start. */
@Timeout(60)
class WorkerSupervisorTest {
    @TempDir
    private Path folder;

    private WorkerSupervisor supervisor(String script) {
        return new WorkerSupervisor(
                List.of("/bin/sh", "-c", script, "worker", folder.toString()), Duration.ofMillis(1));
    }

    private long starts() throws IOException {
        Path starts = folder.resolve("starts");
        return Files.exists(starts) ? Files.readAllLines(starts).size() : 0;
    }

    @Test
    void statusZeroEndsIt() throws Exception {
        assertThat(supervisor("echo >> $1/starts; exit 0").run()).isZero();
        assertThat(starts()).isEqualTo(1);
    }

    @Test
    void restartAndCrashStartTheWorkerAgain() throws Exception {
        String script = """
                echo >> $1/starts
                case $(wc -l < $1/starts) in
                1) exit 255 ;;
                2) exit 1 ;;
                3) kill -9 $$ ;;
                4) exit 0 ;;
                esac
                """;
        assertThat(supervisor(script).run()).isZero();
        assertThat(starts()).isEqualTo(4);
    }

    @Test
    void stopEndsTheWorkerAndTheSupervisor() throws Exception {
        WorkerSupervisor supervisor = supervisor("echo $$ >> $1/starts; exec cat");
        CompletableFuture<Integer> status = run(supervisor);
        awaitStart();
        long pid = Long.parseLong(Files.readAllLines(folder.resolve("starts")).get(0));
        supervisor.stop();
        assertThat(status.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void stopDuringThePauseEndsIt() throws Exception {
        WorkerSupervisor supervisor = new WorkerSupervisor(
                List.of("/bin/sh", "-c", "echo $$ >> $1/starts; exit 3", "worker", folder.toString()),
                Duration.ofHours(1));
        CompletableFuture<Integer> status = run(supervisor);
        awaitStart();
        supervisor.stop();
        assertThat(status.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(starts()).isEqualTo(1);
    }

    private static CompletableFuture<Integer> run(WorkerSupervisor supervisor) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                status.complete(supervisor.run());
            } catch (IOException | InterruptedException e) {
                status.completeExceptionally(e);
            }
        });
        thread.start();
        return status;
    }

    private void awaitStart() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (starts() == 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(starts()).isEqualTo(1);
    }
}
