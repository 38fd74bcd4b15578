package glimpse.gearman.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.connection.ConnectionOptions;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.peer.Dialogue;
import glimpse.gearman.peer.ScriptedServer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Job servers that are not there, leave, or speak out of turn. */
class ClientConnectionsTest extends ScriptedClient {
    @Test
    void aLostConnectionDisconnectsJobsBeforeAndAfterTheirCreation() throws Exception {
        GearmanClient client = client(plain());
        RecordedEvents created = new RecordedEvents();
        RecordedEvents onItsWay = new RecordedEvents();
        submit(client, job("f", "1"), created);
        submit(client, job("f", "2"), onItsWay);

        Dialogue dialogue = server.accepts().plays("""
                > SUBMIT_JOB f "" 1
                > SUBMIT_JOB f "" 2
                < JOB_CREATED H:1
                """);
        created.told("created H:1");
        dialogue.closes();

        String lost = "disconnected job server " + server.address() + " closed the connection";
        created.told(lost);
        onItsWay.told(lost);
    }

    @Test
    void afterALostConnectionTheNextRequestMakesANewOne() throws Exception {
        GearmanClient client = client(plain());
        RecordedEvents events = new RecordedEvents();
        submit(client, job("f", "1"), events);
        server.accepts().plays("> SUBMIT_JOB f \"\" 1").closes();
        events.told("disconnected job server " + server.address()
                + " closed the connection without a word (expected: an answer; one that wants TLS needs ssl = yes)");

        CompletableFuture<byte[]> result = client.run(job("f", "2"));

        server.accepts().plays("""
                > SUBMIT_JOB f "" 2
                < JOB_CREATED H:1
                < WORK_COMPLETE H:1 two
                """);
        assertThat(await(result)).asString().isEqualTo("two");
    }

    @Test
    void aRequestWaitsForAServerThatIsNotThereYet() throws Exception {
        HostPort address = ScriptedServer.nobody();
        GearmanClient client = client(options(address).withPatience(Duration.ofSeconds(60)));
        CompletableFuture<byte[]> result = client.run(job("f", "1"));

        opening(ScriptedServer.listeningAt(address)).accepts().plays("""
                > SUBMIT_JOB f "" 1
                < JOB_CREATED H:1
                < WORK_COMPLETE H:1 one
                """);
        assertThat(await(result)).asString().isEqualTo("one");
    }

    @Test
    void withoutPatienceAnUnreachableServerIsSaidAtOnce() throws Exception {
        HostPort address = ScriptedServer.nobody();
        GearmanClient client = client(options(address).withPatience(Duration.ZERO));

        assertThatThrownBy(() -> await(client.run(job("f", "1"))))
                .hasCauseInstanceOf(NoJobServerException.class)
                .hasMessageContaining("no job server reachable at " + address)
                .hasMessageContaining("Connection refused");
        assertThatThrownBy(client::connect).isInstanceOf(NoJobServerException.class);
    }

    @Test
    void connectIsNotPatient() throws Exception {
        HostPort address = ScriptedServer.nobody();
        GearmanClient client = client(options(address).withPatience(Duration.ofDays(1)));

        assertThatThrownBy(client::connect)
                .isInstanceOf(NoJobServerException.class)
                .hasMessageContaining("no job server reachable at " + address);
    }

    @Test
    void theNextServerOfTheListStandsInForTheFirst() throws Exception {
        HostPort address = ScriptedServer.nobody();
        GearmanClient client = client(new ClientOptions(
                List.of(address, server.address()),
                ServerOrder.AS_LISTED,
                false,
                Duration.ofSeconds(60),
                Duration.ofMillis(1),
                Duration.ofSeconds(1),
                ConnectionOptions.DEFAULT));
        CompletableFuture<byte[]> result = client.run(job("f", "1"));

        server.accepts().plays("""
                > SUBMIT_JOB f "" 1
                < JOB_CREATED H:1
                < WORK_COMPLETE H:1 one
                """);
        assertThat(await(result)).asString().isEqualTo("one");
    }

    @Test
    void anAnswerOutOfStepEndsTheConnection() throws Exception {
        RecordedEvents events = new RecordedEvents();
        submit(client(plain()), job("f", "1"), events);

        Dialogue dialogue = server.accepts().plays("""
                > SUBMIT_JOB f "" 1
                < ECHO_RES what
                """);
        events.told("disconnected " + server.address() + " sent RES ECHO_RES what (expected: JOB_CREATED)");
        dialogue.receivesEnd();
    }

    @Test
    void aPacketThatIsTooBigEndsTheConnection() throws Exception {
        RecordedEvents events = new RecordedEvents();
        var unused = client(plain().withConnection(ConnectionOptions.DEFAULT.withMaxPacketBytes(1000)))
                .submit(job("f", "1"), events);

        Dialogue dialogue = server.accepts().plays("> SUBMIT_JOB f \"\" 1");
        dialogue.sendsBytes(HexFormat.of().parseHex("005245530000000d7fffffff"));
        events.told("disconnected size 2147483647 of WORK_COMPLETE (expected: <= 1000)");
    }
}
