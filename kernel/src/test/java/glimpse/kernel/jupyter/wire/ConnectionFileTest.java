package glimpse.kernel.jupyter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFileTest {
    private static final String GOOD = """
            {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5,
             "ip": "127.0.0.1", "key": "k", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": "glimpse"}
            """;

    @TempDir
    private Path folder;

    @Test
    void allFiveAddressesTheKeyAndTheSchemeAreRead() throws IOException {
        ConnectionFile connection = ConnectionFile.read(file(GOOD));
        assertThat(connection.address(Channel.SHELL)).isEqualTo("tcp://127.0.0.1:1");
        assertThat(connection.address(Channel.IOPUB)).isEqualTo("tcp://127.0.0.1:2");
        assertThat(connection.port(Channel.HEARTBEAT)).isEqualTo(5);
        assertThat(connection.key()).isEqualTo("k");
        assertThat(connection.signatureScheme()).isEqualTo("hmac-sha256");
    }

    @Test
    void whatIsWrongIsNamed() throws IOException {
        Path noPort = file(GOOD.replace("\"hb_port\": 5", "\"hb_port\": 70000"));
        assertThatThrownBy(() -> ConnectionFile.read(noPort))
                .hasMessageContaining("hb_port 70000 (expected: 0 … 65535)");
        Path ipc = file(GOOD.replace("tcp", "ipc"));
        assertThatThrownBy(() -> ConnectionFile.read(ipc)).hasMessageContaining("transport ipc (expected: tcp)");
        Path noJson = file("junk");
        assertThatThrownBy(() -> ConnectionFile.read(noJson))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("connection file");
        assertThatThrownBy(() -> ConnectionFile.read(folder.resolve("nowhere"))).isInstanceOf(IOException.class);
    }

    @Test
    void anAddressThatIsTakenIsNamed() throws IOException {
        ConnectionFile any = ConnectionFile.read(file(GOOD.replaceAll("_port\": \\d", "_port\": 0")));
        Session session = new Session();
        try (Wire first = Wire.open(any, session, (channel, message) -> {})) {
            assertThatThrownBy(() -> Wire.open(first.connection(), session, (channel, message) -> {}))
                    .isInstanceOf(WireException.class)
                    .hasMessageContaining("cannot bind")
                    .hasMessageContaining(String.valueOf(first.connection().port(Channel.HEARTBEAT)));
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "kernel-", ".json"), text);
    }
}
