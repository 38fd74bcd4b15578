package glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That time passes in a running server: nobody sends anything, and yet things happen. */
class TimeTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aScheduledJobWakesItsWorkerByItself(int threads) throws IOException {
        try (GearmandServer server =
                        GearmandServer.start(ServerOptions.embedded().withThreads(threads));
                Dialogue peer = new Dialogue(server.port())) {
            long when = System.currentTimeMillis() / 1000 + 2;
            peer.sends(PacketType.CAN_DO, "f");
            peer.sends(Packet.of(PacketType.SUBMIT_JOB_EPOCH, "f", "", "" + when));
            peer.receives(PacketType.JOB_CREATED);
            peer.sends(PacketType.GRAB_JOB).receives(PacketType.NO_JOB);
            peer.sends(PacketType.PRE_SLEEP).receives(PacketType.NOOP);
            assertThat(System.currentTimeMillis() / 1000).isGreaterThanOrEqualTo(when);
            peer.sends(PacketType.GRAB_JOB).receives(PacketType.JOB_ASSIGN);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aJobThatTakesTooLongGoesToTheNextByItself(int threads) throws IOException {
        try (GearmandServer server =
                        GearmandServer.start(ServerOptions.embedded().withThreads(threads));
                Dialogue slow = new Dialogue(server.port());
                Dialogue next = new Dialogue(server.port())) {
            slow.sends(PacketType.CAN_DO_TIMEOUT, "f", "1000");
            slow.sends(Packet.of(PacketType.SUBMIT_JOB_BG, "f", "")).receives(PacketType.JOB_CREATED);
            slow.sends(PacketType.GRAB_JOB).receives(PacketType.JOB_ASSIGN);
            next.sends(PacketType.CAN_DO, "f").sends(PacketType.PRE_SLEEP).receives(PacketType.NOOP);
            next.sends(PacketType.GRAB_JOB).receives(PacketType.JOB_ASSIGN);
        }
    }
}
