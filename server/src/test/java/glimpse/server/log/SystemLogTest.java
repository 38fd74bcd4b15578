package glimpse.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

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

    @Test
    void aRealSyslogDaemonFilesTheLines() throws Exception {
        Path socket = folder.resolve("log");
        Path file = folder.resolve("file");
        Path configuration = Files.writeString(folder.resolve("rsyslog.conf"), """
                module(load="imuxsock" SysSock.Use="off")
                input(type="imuxsock" Socket="%s")
                template(name="line" type="string" string="%%syslogfacility-text%%.%%syslogseverity-text%% %%syslogtag%%%%msg%%\\n")
                action(type="omfile" file="%s" template="line")
                """.formatted(socket, file));
        Process daemon = new ProcessBuilder("rsyslogd", "-n", "-i", "NONE", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        try {
            await(daemon, () -> Files.exists(socket));
            ServerLog log = ServerLog.open("none", Verbosity.INFO);
            log.alsoToSyslog(socket.toString());
            LoggerFactory.getLogger("x").info("Listening on {}", 4730);
            LoggerFactory.getLogger("x").error("the disk is full");
            String head = " gearmand[" + ProcessHandle.current().pid() + "]: ";
            String expected = "daemon.info" + head + "Listening on 4730\ndaemon.err" + head + "the disk is full\n";
            await(daemon, () -> Files.exists(file) && Files.readString(file).length() >= expected.length());
            assertThat(file).hasContent(expected);
        } finally {
            daemon.destroyForcibly().onExit().join();
            ServerLog.open("stderr", Verbosity.ERROR);
        }
    }

    private void await(Process daemon, Callable<Boolean> fact) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!fact.call()) {
            assertThat(daemon.isAlive() && System.nanoTime() < end)
                    .as("rsyslogd: " + Files.readString(folder.resolve("out")))
                    .isTrue();
            daemon.waitFor(20, TimeUnit.MILLISECONDS);
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
