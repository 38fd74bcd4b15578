package glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import glimpse.server.admin.AdminCommands;
import glimpse.server.job.JobEvents;
import glimpse.server.job.JobRules;
import glimpse.server.job.JobServer;
import glimpse.server.job.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this server can and C's cannot: {@code shutdown}, and a cancel that reaches the worker. */
class AdditionsTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shutdownAnswersAndEnds(int threads) throws IOException, InterruptedException {
        try (GearmandServer server =
                        GearmandServer.start(ServerOptions.embedded().withThreads(threads));
                Dialogue client = new Dialogue(server.port())) {
            client.sends(PacketType.SUBMIT_JOB_BG, "f", "").receives(PacketType.JOB_CREATED);
            assertThat(client.asks("shutdown now", "\r\n"))
                    .isEqualTo("ERR INVALID_ARGUMENTS Unknown+arguments+to+server+shutdown\r\n");
            assertThat(client.asks("SHUTDOWN", "\r\n")).isEqualTo("OK\r\n");
            client.ends();
            server.awaitClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void shutdownGracefulWaitsForTheLastJob(int threads) throws IOException, InterruptedException {
        try (GearmandServer server =
                        GearmandServer.start(ServerOptions.embedded().withThreads(threads));
                Dialogue peer = new Dialogue(server.port())) {
            peer.sends(PacketType.SUBMIT_JOB_BG, "f", "").receives(PacketType.JOB_CREATED);
            assertThat(peer.asks("shutdown graceful", "\r\n")).isEqualTo("OK\r\n");
            peer.sends(PacketType.CAN_DO, "f").sends(PacketType.GRAB_JOB);
            String handle = peer.receives(PacketType.JOB_ASSIGN).text(0);
            peer.sends(Packet.of(PacketType.WORK_COMPLETE, handle));
            peer.ends();
            server.awaitClosed();
        }
    }

    @Test
    void shutdownIsOnlyForThisMachine() {
        List<AdminCommands.Shutdown> asked = new ArrayList<>();
        JobServer jobs = new JobServer(JobRules.standard("H"), JobEvents.NONE);
        AdminCommands admin = new AdminCommands(jobs, null, asked::add);
        Peer far = jobs.connected("192.0.2.1", null);
        assertThat(admin.reply(far, "shutdown"))
                .contains("ERR NOT_ALLOWED Shutdown+only+from+the+machine+of+the+server\r\n");
        assertThat(asked).isEmpty();
        assertThat(admin.reply(jobs.connected("::1", null), "shutdown graceful"))
                .contains("OK\r\n");
        assertThat(asked).containsExactly(AdminCommands.Shutdown.GRACEFUL);
    }

    @Test
    void aCancelReachesTheWorkerThatAskedForItAndNoOther() throws IOException {
        try (GearmandServer server = GearmandServer.start(ServerOptions.embedded());
                Dialogue asking = new Dialogue(server.port());
                Dialogue silent = new Dialogue(server.port());
                Dialogue admin = new Dialogue(server.port());
                Dialogue client = new Dialogue(server.port())) {
            asking.sends(PacketType.OPTION_REQ, "job-cancel");
            assertThat(asking.receives()).hasToString("RES OPTION_RES job-cancel");
            for (Dialogue worker : List.of(asking, silent)) {
                client.sends(PacketType.SUBMIT_JOB, "f", "");
                String handle = client.receives(PacketType.JOB_CREATED).text(0);
                worker.sends(PacketType.CAN_DO, "f").sends(PacketType.GRAB_JOB).receives(PacketType.JOB_ASSIGN);
                admin.asks("cancel job " + handle, "OK\r\n");
                admin.asks("cancel job " + handle, "OK\r\n");
                if (worker == asking) {
                    assertThat(worker.receives()).hasToString("RES WORK_FAIL " + handle);
                }
                worker.sends(PacketType.ECHO_REQ).receives(PacketType.ECHO_RES);
                client.receives(PacketType.WORK_FAIL);
                client.receives(PacketType.WORK_FAIL);
                worker.sends(Packet.of(PacketType.WORK_FAIL, handle)).sends(PacketType.RESET_ABILITIES);
                client.receives(PacketType.WORK_FAIL);
            }
        }
    }
}
