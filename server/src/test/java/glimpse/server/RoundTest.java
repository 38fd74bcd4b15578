package glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That every answer leaves, though not all leave at the end of the round that made them. */
@Timeout(60)
class RoundTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void oneJobWakesEverySleeperHoweverMany(int threads) throws IOException {
        List<Dialogue> sleepers = new ArrayList<>();
        try (GearmandServer server =
                        GearmandServer.start(ServerOptions.embedded().withThreads(threads));
                Dialogue client = new Dialogue(server.port())) {
            for (int i = 0; i < 60; i++) {
                Dialogue sleeper = new Dialogue(server.port());
                sleepers.add(sleeper);
                sleeper.sends(PacketType.CAN_DO, "f").sends(PacketType.PRE_SLEEP);
                sleeper.sends(PacketType.ECHO_REQ).receives(PacketType.ECHO_RES);
            }
            client.sends(Packet.of(PacketType.SUBMIT_JOB_BG, "f", "")).receives(PacketType.JOB_CREATED);
            for (Dialogue sleeper : sleepers) {
                sleeper.receives(PacketType.NOOP);
            }
            for (Dialogue sleeper : sleepers) {
                sleeper.sends(PacketType.GRAB_JOB);
            }
            assertThat(sleepers)
                    .extracting(sleeper -> sleeper.receives().type())
                    .containsOnlyOnce(PacketType.JOB_ASSIGN)
                    .containsOnly(PacketType.JOB_ASSIGN, PacketType.NO_JOB);
        } finally {
            for (Dialogue sleeper : sleepers) {
                sleeper.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void answersLeaveWhileOthersKeepTheLoopBusy(int threads) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (GearmandServer server =
                        GearmandServer.start(ServerOptions.embedded().withThreads(threads));
                Dialogue one = new Dialogue(server.port());
                Dialogue other = new Dialogue(server.port());
                Dialogue client = new Dialogue(server.port())) {
            List<CompletableFuture<Void>> busy = new ArrayList<>();
            for (Dialogue chatter : List.of(one, other)) {
                busy.add(CompletableFuture.runAsync(() -> chat(chatter, over)));
            }
            for (int i = 0; i < 200; i++) {
                client.sends(Packet.of(PacketType.SUBMIT_JOB_BG, "f", "")).receives(PacketType.JOB_CREATED);
            }
            over.set(true);
            for (CompletableFuture<Void> chatter : busy) {
                chatter.get(30, TimeUnit.SECONDS);
            }
        } finally {
            over.set(true);
        }
    }

    private static void chat(Dialogue chatter, AtomicBoolean over) {
        try {
            while (!over.get()) {
                chatter.sends(PacketType.ECHO_REQ).receives(PacketType.ECHO_RES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
