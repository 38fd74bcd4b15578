package glimpse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** The C tools and the Perl library against this server, where they are installed. */
class RealPeersTest {

    @TestFactory
    List<DynamicTest> peers() throws IOException, InterruptedException {
        List<DynamicTest> tests = new ArrayList<>();
        if (Peers.isInstalled("gearman")) {
            tests.add(test("gearman -w answers gearman -f", RealPeersTest::cClientAndWorker));
            tests.add(test("a job outlives its killed gearman -w", RealPeersTest::killedWorker));
            tests.add(test("gearman -b fills a queue that gearman -w empties", RealPeersTest::background));
        }
        if (Peers.isInstalled("gearadmin")) {
            tests.add(test("gearadmin reads and changes", RealPeersTest::gearadmin));
        }
        if (Peers.hasPerlModule("Gearman::Client")) {
            tests.add(test("Perl's Gearman::Worker answers Gearman::Client", RealPeersTest::perl));
        }
        if (Peers.isInstalled("php")) {
            tests.add(test("PHP's GearmanWorker answers GearmanClient", RealPeersTest::php));
        }
        return tests;
    }

    private static DynamicTest test(String name, ThrowingConsumer<GearmandServer> body) {
        return dynamicTest(name, () -> {
            try (GearmandServer server = GearmandServer.start(ServerOptions.embedded())) {
                body.accept(server);
            }
        });
    }

    private static String gearman(GearmandServer server, String input, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("gearman", "-h", "127.0.0.1", "-p", "" + server.port()));
        command.addAll(List.of(more));
        return Peers.output(input, command.toArray(String[]::new));
    }

    private static String gearadmin(GearmandServer server, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("gearadmin", "-h", "127.0.0.1", "-p", "" + server.port()));
        command.addAll(List.of(more));
        return Peers.output("", command.toArray(String[]::new));
    }

    private static Peers.Running worker(GearmandServer server, String function, String... program) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("gearman", "-h", "127.0.0.1", "-p", "" + server.port(), "-w", "-f", function, "--"));
        command.addAll(List.of(program));
        return Peers.start(command.toArray(String[]::new));
    }

    private static void cClientAndWorker(GearmandServer server) throws IOException, InterruptedException {
        try (Peers.Running worker = worker(server, "shout", "tr", "a-z", "A-Z")) {
            assertThat(worker.process().isAlive()).isTrue();
            assertThat(gearman(server, "hello", "-f", "shout")).isEqualTo("HELLO");
            assertThat(gearman(server, "", "-f", "shout", "one", "two")).isEqualTo("ONETWO");
            assertThat(gearman(server, "x".repeat(50_000), "-f", "shout")).isEqualTo("X".repeat(50_000));
        }
    }

    private static void killedWorker(GearmandServer server) throws IOException {
        try (Dialogue client = new Dialogue(server.port());
                Dialogue other = new Dialogue(server.port());
                Peers.Running worker = worker(server, "slow", "sleep", "600")) {
            client.sends(Packet.of(PacketType.SUBMIT_JOB, "slow", "").withData("work".getBytes(UTF_8)));
            String handle = client.receives(PacketType.JOB_CREATED).text(0);
            while (!client.asks("status", ".\n").equals("slow\t1\t1\t1\n.\n")) {
                Thread.onSpinWait();
            }
            other.sends(PacketType.CAN_DO, "slow").sends(PacketType.PRE_SLEEP);
            worker.awaitChild();
            worker.kill();
            other.receives(PacketType.NOOP);
            other.sends(PacketType.GRAB_JOB);
            assertThat(other.receives()).hasToString("RES JOB_ASSIGN " + handle + " slow work");
            other.sends(Packet.of(PacketType.WORK_COMPLETE, handle));
            client.receives(PacketType.WORK_COMPLETE);
        }
    }

    private static void background(GearmandServer server) throws IOException, InterruptedException {
        for (int i = 0; i < 5; i++) {
            gearman(server, "line " + i, "-b", "-f", "eat");
        }
        assertThat(gearadmin(server, "--status")).contains("eat\t5\t0\t0\n");
        String out = gearman(server, "", "-w", "-c", "5", "-f", "eat", "--", "cat");
        assertThat(out).doesNotContain("rror");
        assertThat(gearadmin(server, "--status")).contains("eat\t0\t0\t0\n");
    }

    private static void gearadmin(GearmandServer server) throws IOException, InterruptedException {
        try (Dialogue client = new Dialogue(server.port())) {
            assertThat(gearadmin(server, "--server-version")).contains(GearmandServer.version());
            assertThat(gearadmin(server, "--server-verbose")).contains("ERROR");
            assertThat(gearadmin(server, "--getpid"))
                    .contains("" + ProcessHandle.current().pid());
            assertThat(gearadmin(server, "--create-function=sing")).contains("OK");
            assertThat(gearadmin(server, "--status")).contains("sing\t0\t0\t0\n");
            assertThat(gearadmin(server, "--drop-function=sing")).contains("OK");
            client.sends(Packet.of(PacketType.SUBMIT_JOB_HIGH, "f", "u1").withData(new byte[1]));
            String handle = client.receives(PacketType.JOB_CREATED).text(0);
            assertThat(gearadmin(server, "--show-jobs")).contains(handle + "\t0\t0\t0\n");
            assertThat(gearadmin(server, "--show-unique-jobs")).contains("u1\n");
            assertThat(gearadmin(server, "--priority-status")).contains("f\t1\t0\t0\t0\n");
            assertThat(gearadmin(server, "--workers")).contains("127.0.0.1 - :\n");
            assertThat(gearadmin(server, "--cancel-job=" + handle)).contains("OK");
            client.receives(PacketType.WORK_FAIL);
        }
    }

    private static void perl(GearmandServer server) throws IOException, InterruptedException {
        String worker = "use Gearman::Worker; my $w = Gearman::Worker->new(job_servers => ['127.0.0.1:" + server.port()
                + "']); $w->register_function(rev => sub { return scalar reverse $_[0]->arg }); $w->work while 1;";
        String client = "use Gearman::Client; my $c = Gearman::Client->new(job_servers => ['127.0.0.1:" + server.port()
                + "']); for my $i (1..20) { print ${ $c->do_task('rev', \"hello$i\") }, \"\\n\"; }";
        StringBuilder expected = new StringBuilder();
        for (int i = 1; i <= 20; i++) {
            expected.append(new StringBuilder("hello" + i).reverse()).append('\n');
        }
        try (Peers.Running running = Peers.start("perl", "-e", worker)) {
            assertThat(running.process().isAlive()).isTrue();
            assertThat(Peers.output("", "perl", "-e", client)).isEqualTo(expected.toString());
        }
    }

    /** Foreground with data, status and warnings, priorities, unique, an exception, background and its status. */
    private static void php(GearmandServer server) throws IOException, InterruptedException {
        String worker = """
                $w = new GearmanWorker(); $w->addServer('127.0.0.1', %d);
                $w->addFunction('rev', function ($job) { $job->sendStatus(1, 2); $job->sendData('part;'); $job->sendWarning('careful');
                    return strrev($job->workload()); });
                $w->addFunction('fail', function ($job) { $job->sendException('broken'); });
                $w->addFunction('uniq', function ($job) { return $job->unique(); });
                while ($w->work() || true) {}
                """;
        String client = """
                $c = new GearmanClient(); $c->addServer('127.0.0.1', %d);
                for ($i = 0; $i < 10; $i++) { echo $c->doNormal('rev', "hello$i"), ' '; }
                echo "\n", $c->doHigh('uniq', 'x', 'u1'), $c->doLow('uniq', 'x', 'u2'), "\n";
                $h = $c->doBackground('nobody', 'x'); echo $c->jobStatus($h)[0] ? 'known' : 'unknown', "\n";
                $c->setDataCallback(function ($t) { echo 'data=', $t->data(), ' '; });
                $c->setStatusCallback(function ($t) { echo 'status=', $t->taskNumerator(), '/', $t->taskDenominator(), ' '; });
                $c->setWarningCallback(function ($t) { echo 'warning=', $t->data(), ' '; });
                $got = []; $c->setCompleteCallback(function ($t) use (&$got) { $got[$t->unique()] = $t->data(); });
                foreach (['a', 'b', 'c'] as $x) { $c->addTask('rev', $x . 'x', null, $x); }
                $c->runTasks(); ksort($got); echo "\n", implode(',', $got), "\n";
                @$c->doNormal('fail', 'x'); echo $c->returnCode() != GEARMAN_SUCCESS ? 'failed' : 'succeeded', "\n";
                """;
        try (Peers.Running running = Peers.start("php", "-r", worker.formatted(server.port()))) {
            assertThat(running.process().isAlive()).isTrue();
            String out = Peers.output("", "php", "-r", client.formatted(server.port()));
            assertThat(out)
                    .contains(
                            "0olleh ",
                            "9olleh ",
                            "\nu1u2\n",
                            "\nknown\n",
                            "data=part;",
                            "status=1/2",
                            "warning=careful",
                            "\nxa,xb,xc\n",
                            "\nfailed\n");
        }
    }
}
