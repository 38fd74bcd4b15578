package glimpse.gearman.connection;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OutboxTest {
    @Test
    @Timeout(30)
    void whoWaitsForRoomIsServedThoughNobodyFlushes() throws Exception {
        Outbox outbox = new Outbox(100);
        FutureTask<Integer> taken = new FutureTask<>(() -> outbox.take().remaining());
        Thread writer = new Thread(taken);
        writer.start();
        while (writer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        outbox.append(Packet.of(PacketType.ECHO_REQ).withData(new byte[200]), false);
        outbox.awaitRoom();
        assertThat(taken.get(30, TimeUnit.SECONDS)).isEqualTo(212);
    }
}
