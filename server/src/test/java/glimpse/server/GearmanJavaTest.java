package glimpse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.gearman.client.GearmanClientImpl;
import org.gearman.client.GearmanJobImpl;
import org.gearman.client.GearmanJobResult;
import org.gearman.client.GearmanJobResultImpl;
import org.gearman.common.GearmanNIOJobServerConnection;
import org.gearman.worker.AbstractGearmanFunction;
import org.gearman.worker.GearmanWorkerImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** gearman-java 0.6 of 2013 in both roles. */
class GearmanJavaTest {
    private GearmandServer server;
    private Dialogue ours;

    /**
     * Its connection for today's Java: it asks its selector whether there is something to read, but never forgets the answer, and
     * then reads nothing for ever, from whichever job server.
     */
    private static final class Connection extends GearmanNIOJobServerConnection {
        Connection(int port) {
            super("127.0.0.1", port);
        }

        @Override
        public boolean canRead() {
            getSelector().selectedKeys().clear();
            return super.canRead();
        }

        @Override
        public boolean canWrite() {
            getSelector().selectedKeys().clear();
            return super.canWrite();
        }
    }

    /** A function for its worker. */
    public static final class Shout extends AbstractGearmanFunction {
        @Override
        public String getName() {
            return "shout";
        }

        @Override
        public GearmanJobResult executeFunction() {
            String text = new String((byte[]) data, UTF_8).toUpperCase(Locale.ROOT);
            return new GearmanJobResultImpl(jobHandle, true, text.getBytes(UTF_8), new byte[0], new byte[0], 0, 0);
        }
    }

    @BeforeEach
    void start() throws Exception {
        ((Logger) LoggerFactory.getLogger("org.gearman")).setLevel(Level.OFF);
        server = GearmandServer.start(ServerOptions.embedded());
        ours = new Dialogue(server.port());
    }

    @AfterEach
    void stop() throws Exception {
        ours.close();
        server.close();
    }

    @Test
    void itsWorkerServesItsClientAndOurs() throws Exception {
        GearmanWorkerImpl worker = new GearmanWorkerImpl();
        assertThat(worker.addServer(new Connection(server.port()))).isTrue();
        worker.registerFunction(Shout.class);
        Thread working = new Thread(worker::work, "gearman-java worker");
        working.setDaemon(true);
        working.start();
        GearmanClientImpl client = new GearmanClientImpl();
        assertThat(client.addJobServer(new Connection(server.port()))).isTrue();
        for (int i = 0; i < 20; i++) {
            Future<GearmanJobResult> shouted =
                    client.submit(GearmanJobImpl.createJob("shout", ("hello" + i).getBytes(UTF_8), "u" + i));
            assertThat(shouted.get(60, TimeUnit.SECONDS).getResults())
                    .asString(UTF_8)
                    .isEqualTo("HELLO" + i);
        }
        ours.sends(Packet.of(PacketType.SUBMIT_JOB, "shout", "").withData("ours".getBytes(UTF_8)));
        String handle = ours.receives(PacketType.JOB_CREATED).text(0);
        assertThat(ours.receives()).hasToString("RES WORK_COMPLETE " + handle + " OURS");
        worker.stop();
        working.join(60_000);
        assertThat(working.isAlive()).isFalse();
    }

    @Test
    void itsClientGetsDataAndTheResultOfOurWorker() throws Exception {
        GearmanClientImpl client = new GearmanClientImpl();
        assertThat(client.addJobServer(new Connection(server.port()))).isTrue();
        assertThat(client.echo("echo".getBytes(UTF_8))).asString(UTF_8).isEqualTo("echo");
        ours.sends(PacketType.CAN_DO, "whisper").sends(PacketType.PRE_SLEEP);
        ours.sends(PacketType.ECHO_REQ).receives(PacketType.ECHO_RES);
        Future<GearmanJobResult> whispered =
                client.submit(GearmanJobImpl.createJob("whisper", "HUSH".getBytes(UTF_8), "w"));
        ours.receives(PacketType.NOOP);
        Packet job = ours.sends(PacketType.GRAB_JOB).receives(PacketType.JOB_ASSIGN);
        assertThat(job.data()).asString(UTF_8).isEqualTo("HUSH");
        ours.sends(PacketType.WORK_STATUS, job.text(0), "1", "2");
        ours.sends(Packet.of(PacketType.WORK_DATA, job.text(0)).withData("hu".getBytes(UTF_8)));
        ours.sends(Packet.of(PacketType.WORK_COMPLETE, job.text(0)).withData("sh".getBytes(UTF_8)));
        GearmanJobResult result = whispered.get(60, TimeUnit.SECONDS);
        assertThat(result.getResults()).asString(UTF_8).isEqualTo("hush");
        assertThat(result.getDenominator()).isEqualTo(2);
    }
}
