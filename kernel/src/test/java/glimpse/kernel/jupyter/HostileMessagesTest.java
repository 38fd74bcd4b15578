package glimpse.kernel.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.Json;
import glimpse.kernel.jupyter.wire.Message;
import glimpse.kernel.jupyter.wire.WireClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that are wrong, forged or strange. */
class HostileMessagesTest extends KernelDialogue {
    @Test
    void anUnknownMessageIsAnsweredWithAnError() {
        client.send(Channel.SHELL, "debug_everything_request", Json.object());
        Message reply = client.receive(Channel.SHELL);
        assertThat(reply.msgType()).isEqualTo("debug_everything_reply");
        assertThat(reply.content().path("ename").asText()).isEqualTo("UnknownMessageType");
    }

    @Test
    void aRequestWithoutItsFieldsIsAnsweredWithAnError() {
        client.send(Channel.SHELL, "execute_request", Json.object());
        JsonNode reply = client.receive(Channel.SHELL).content();
        assertThat(reply.path("status").asText()).isEqualTo("error");
        assertThat(reply.path("evalue").asText()).contains("code is missing");
    }

    @Test
    void aStrangersFramesAreDroppedAndCountedAndTheNextReplyIsTheClients() {
        try (WireClient stranger = new WireClient(kernel.connection())) {
            stranger.frames(Channel.SHELL, List.of("junk".getBytes(UTF_8)));
            stranger.frames(Channel.SHELL, List.of("<IDS|MSG>".getBytes(UTF_8), "00".getBytes(UTF_8)));
            stranger.frames(Channel.SHELL, forged("{\"msg_id\":\"1\",\"msg_type\":\"execute_request\"}"));
            stranger.frames(Channel.SHELL, forged("no json"));
            stranger.frames(Channel.CONTROL, List.of(new byte[0], new byte[1 << 20]));
            stranger.frames(Channel.STDIN, List.of(new byte[0]));
            JsonNode request = execute("42");
            assertThat(client.receive(Channel.SHELL).parentHeader()).isEqualTo(request);
            while (kernel.dropped() < 6) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aMessageSentTwiceIsAnsweredOnce() {
        try (WireClient twin = new WireClient(kernel.connection())) {
            List<byte[]> frames = twin.encoded("kernel_info_request", Json.object());
            twin.frames(Channel.SHELL, frames);
            assertThat(twin.receive(Channel.SHELL).msgType()).isEqualTo("kernel_info_reply");
            twin.frames(Channel.SHELL, frames);
            twin.send(Channel.SHELL, "comm_info_request", Json.object());
            assertThat(twin.receive(Channel.SHELL).msgType()).isEqualTo("comm_info_reply");
        }
        assertThat(kernel.dropped()).isEqualTo(1);
    }

    @Test
    void theHeartbeatSendsBackWhatCame() {
        assertThat(client.beat(new byte[] {1, 2, 3})).containsExactly(1, 2, 3);
        assertThat(client.beat("ping".getBytes(UTF_8))).isEqualTo("ping".getBytes(UTF_8));
    }
}
