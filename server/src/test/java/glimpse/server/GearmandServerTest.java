package glimpse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import glimpse.server.connection.Transport;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GearmandServerTest {

    static Stream<Arguments> everyThreadModelAndTransport() {
        return Stream.of(Transport.BEST, Transport.NIO)
                .flatMap(t -> Stream.of(0, 1, 2, 4).map(threads -> Arguments.of(t, threads)));
    }

    @ParameterizedTest
    @MethodSource("everyThreadModelAndTransport")
    void aJobGoesFromClientToWorkerAndBack(Transport transport, int threads) throws IOException {
        ServerOptions options =
                ServerOptions.embedded().withTransport(transport).withThreads(threads);
        try (GearmandServer server = GearmandServer.start(options);
                Dialogue worker = new Dialogue(server.port());
                Dialogue client = new Dialogue(server.port())) {
            worker.sends(PacketType.CAN_DO, "reverse").sends(PacketType.GRAB_JOB);
            worker.receives(PacketType.NO_JOB);
            worker.sends(PacketType.PRE_SLEEP).sends(PacketType.ECHO_REQ);
            worker.receives(PacketType.ECHO_RES);

            client.sends(Packet.of(PacketType.SUBMIT_JOB, "reverse", "").withData("hello".getBytes(UTF_8)));
            String handle = client.receives(PacketType.JOB_CREATED).text(0);
            worker.receives(PacketType.NOOP);
            worker.sends(PacketType.GRAB_JOB_UNIQ);
            assertThat(worker.receives()).hasToString("RES JOB_ASSIGN_UNIQ " + handle + " reverse \"\" hello");
            assertThat(client.asks("status", ".\n")).isEqualTo("reverse\t1\t1\t1\n.\n");

            worker.sends(Packet.of(PacketType.WORK_COMPLETE, handle).withData("olleh".getBytes(UTF_8)));
            assertThat(client.receives()).hasToString("RES WORK_COMPLETE " + handle + " olleh");
            assertThat(client.asks("status", ".\n")).isEqualTo("reverse\t0\t0\t1\n.\n");
        }
    }

    @Test
    void closingEndsAllConnections() throws IOException {
        GearmandServer server = GearmandServer.start(ServerOptions.embedded());
        try (Dialogue client = new Dialogue(server.port())) {
            client.sends(PacketType.ECHO_REQ).receives(PacketType.ECHO_RES);
            server.close();
            org.assertj.core.api.Assertions.assertThatThrownBy(client::receives).hasMessageContaining("end of stream");
        }
    }
}
