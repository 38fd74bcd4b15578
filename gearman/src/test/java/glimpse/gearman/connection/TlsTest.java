package glimpse.gearman.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.client.ClientOptions;
import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.client.Job;
import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketDecoder;
import glimpse.gearman.packet.PacketEncoder;
import glimpse.gearman.packet.PacketType;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A connection whose socket factory makes TLS sockets. The certificate is made for the test by the JDK's keytool. */
@Timeout(120)
class TlsTest {
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    private Path folder;

    @Test
    void aClientWithATlsSocketFactoryTalksTls() throws Exception {
        SSLContext context = context();
        try (SSLServerSocket listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<Packet>> seen = CompletableFuture.supplyAsync(() -> serve(listening));
            ClientOptions options = ClientOptions.of(List.of(new HostPort("127.0.0.1", listening.getLocalPort())))
                    .withoutExceptions()
                    .withConnection(ConnectionOptions.DEFAULT.withSocketFactory(context.getSocketFactory()));
            byte[] workload = new byte[300_000];
            try (GearmanClient client = new GearmanClient(options)) {
                byte[] result = client.run(Job.of("echo", workload)).get(60, TimeUnit.SECONDS);
                assertThat(result).isEqualTo("over TLS".getBytes(UTF_8));
            }
            assertThat(seen.get(60, TimeUnit.SECONDS))
                    .containsExactly(
                            Packet.of(PacketType.SUBMIT_JOB, "echo", "").withData(workload));
        }
    }

    /** Answers the first packet and reads to the end. */
    private static List<Packet> serve(SSLServerSocket listening) {
        List<Packet> seen = new ArrayList<>();
        try (Socket socket = listening.accept()) {
            PacketDecoder decoder = new PacketDecoder(1 << 20);
            byte[] bytes = new byte[8192];
            InputStream in = socket.getInputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                int before = seen.size();
                decoder.decode(ByteBuffer.wrap(bytes, 0, count), seen::add);
                if (before == 0 && seen.size() == 1) {
                    socket.getOutputStream().write(PacketEncoder.encode(Packet.of(PacketType.JOB_CREATED, "H:1")));
                    socket.getOutputStream()
                            .write(PacketEncoder.encode(
                                    Packet.of(PacketType.WORK_COMPLETE, "H:1").withData("over TLS".getBytes(UTF_8))));
                }
            }
            return seen;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLContext context() throws Exception {
        Path file = folder.resolve("keys.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-keypass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(process.onExit().get(60, TimeUnit.SECONDS).exitValue()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
