package glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.PacketType;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    @Test
    void madeUpNamesAreForgottenAndUsedOnesAreNot() throws IOException {
        try (GearmandServer server = GearmandServer.start(ServerOptions.embedded());
                Dialogue peer = new Dialogue(server.port())) {
            peer.sends(PacketType.CAN_DO, "offered");
            peer.asks("create function limited", "OK\r\n");
            peer.asks("maxqueue limited 7", "OK\r\n");
            peer.sends(PacketType.SUBMIT_JOB_BG, "asked", "").receives(PacketType.JOB_CREATED);
            for (int i = 0; i < 30_000; i++) {
                peer.sends(PacketType.CAN_DO, "f" + i).sends(PacketType.CANT_DO, "f" + i);
            }
            String status = peer.asks("status", "\n.\n");
            assertThat(status)
                    .contains("offered\t0\t0\t1\n", "limited\t0\t0\t0\n", "asked\t1\t0\t0\n", "f29999\t0\t0\t0\n");
            assertThat(status.lines().count()).isLessThanOrEqualTo(10_001);
        }
    }
}
