package glimpse.gearman.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.peer.CGearmand;
import glimpse.gearman.worker.GearmanWorker;
import glimpse.gearman.worker.WorkerOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With clients and workers in other languages: the C tool {@code gearman} and the Perl modules. */
@Timeout(120)
class PeersTest {
    private static final String PERL_WORKER = """
            use Gearman::Worker;
            my $w = Gearman::Worker->new(job_servers => [$ARGV[0]]);
            $w->register_function(upper => sub { $_[0]->set_status(1, 2); uc $_[0]->arg });
            $w->work while 1;
            """;
    private static final String PERL_CLIENT = """
            use Gearman::Client;
            my $c = Gearman::Client->new(job_servers => [$ARGV[0]]);
            my $r = $c->do_task(reverse => "hello");
            print $$r;
            """;

    private final List<Process> processes = new ArrayList<>();
    private CGearmand gearmand;
    private GearmanClient client;
    private GearmanWorker worker;

    @BeforeEach
    void start() throws Exception {
        gearmand = CGearmand.started();
        client = new GearmanClient(List.of(gearmand.address()));
        worker = new GearmanWorker(WorkerOptions.of(List.of(gearmand.address())))
                .register("reverse", job -> {
                    String text = new String(job.workload(), UTF_8);
                    job.sendData(bytes(new StringBuilder(text).reverse().toString()));
                    job.complete(bytes(""));
                })
                .register("fail", job -> job.fail())
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().onExit().get(60, TimeUnit.SECONDS);
        }
        worker.close();
        client.close();
        gearmand.close();
    }

    @Test
    void theCToolIsAWorkerForUs() throws Exception {
        run(tool("-w", "-f", "count", "--", "wc", "-c"));

        assertThat(await(client.run(Job.of("count", bytes("hello")))))
                .asString()
                .startsWith("5");
    }

    @Test
    void theCToolIsAClientOfOurs() throws Exception {
        assertThat(output(run(tool("-f", "reverse", "hello")))).isEqualTo("olleh");
        Process failing = run(tool("-f", "fail", "hello"));
        output(failing);
        assertThat(failing.onExit().get(60, TimeUnit.SECONDS).exitValue()).isNotZero();
    }

    @Test
    void perlIsAWorkerForUs() throws Exception {
        run("perl", "-e", PERL_WORKER, gearmand.address().toString());
        RecordedEvents events = new RecordedEvents();
        CompletableFuture<SubmittedJob> job = client.submit(Job.of("upper", bytes("hello")), events);

        events.told("created " + await(job).handle(), "status 1/2", "complete HELLO");
    }

    @Test
    void perlIsAClientOfOurs() throws Exception {
        // It takes only what WORK_COMPLETE brings.
        worker.register("plain", j -> j.complete(j.workload()));
        String script = PERL_CLIENT.replace("reverse", "plain");
        assertThat(output(run("perl", "-e", script, gearmand.address().toString())))
                .isEqualTo("hello");
    }

    @Test
    void aJobOfAWorkerThatDiesGoesToTheNext() throws Exception {
        Process sleeper = run(tool("-w", "-f", "work", "--", "cat", "/dev/stdin", "/dev/zero"));
        RecordedEvents events = new RecordedEvents();
        CompletableFuture<SubmittedJob> job = client.submit(Job.of("work", bytes("x")), events);
        SubmittedJob created = await(job);
        while (!await(client.status(created)).running()) {
            Thread.onSpinWait();
        }
        worker.register("work", j -> j.complete(bytes("from the next")));
        sleeper.descendants().forEach(ProcessHandle::destroyForcibly);
        sleeper.destroyForcibly();

        events.told("created " + created.handle(), "complete from the next");
    }

    @Test
    void aCommandThatFailsIsAFailedJob() throws Exception {
        run(tool("-w", "-f", "false", "--", "/bin/false"));
        assertThatThrownBy(() -> await(client.run(Job.of("false", bytes("x")))))
                .hasCauseInstanceOf(JobFailedException.class);
    }

    private String[] tool(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "gearman",
                "-h",
                gearmand.address().host(),
                "-p",
                "" + gearmand.address().port()));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private Process run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        return process;
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }
}
