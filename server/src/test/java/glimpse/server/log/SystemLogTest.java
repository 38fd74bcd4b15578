package glimpse.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemLogTest {
    @TempDir
    Path folder;

    @Test
    void aLineIsADatagramWithItsPriority() throws IOException {
        assertThat(Epoll.isAvailable()).isTrue();
        Path path = folder.resolve("log");
        Socket log = Socket.newSocketDomainDgram();
        try {
            log.bind(new DomainSocketAddress(path.toFile()));
            LoggerContext context = new LoggerContext();
            SystemLog appender = new SystemLog(path.toString());
            appender.setContext(context);
            appender.start();
            context.getLogger("x").addAppender(appender);
            context.getLogger("x").warn("the disk is {} full", "half");
            context.getLogger("x").error("x".repeat(20_000));
            assertThat(received(log))
                    .matches("<28>[A-Z][a-z]{2} [ 0-9]{2} [0-9:]{8} gearmand\\["
                            + ProcessHandle.current().pid() + "\\]: the disk is half full");
            assertThat(received(log)).startsWith("<27>").hasSize(8192);
            appender.stop();
        } finally {
            log.close();
        }
    }

    private static String received(Socket log) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(10_000);
        int count = log.recv(buffer, 0, buffer.capacity());
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        return new String(bytes, UTF_8);
    }
}
