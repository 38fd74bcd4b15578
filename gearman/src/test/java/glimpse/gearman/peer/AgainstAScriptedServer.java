package glimpse.gearman.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A test whose job server says what the test's script says; what a test opens is closed when it ends, the newest first. */
@Timeout(120)
public abstract class AgainstAScriptedServer {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    protected ScriptedServer server;

    @BeforeEach
    void listen() throws IOException {
        server = opening(ScriptedServer.listening());
    }

    @AfterEach
    void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    protected final <T extends AutoCloseable> T opening(T closeable) {
        opened.push(closeable);
        return closeable;
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
