package glimpse.server.store.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.packet.PacketType;
import glimpse.server.Dialogue;
import glimpse.server.GearmandServer;
import glimpse.server.store.Jobs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two servers, so that keys have to go where libmemcached looks for them. */
class MemcachedStoreTest extends EngineProcessContract {
    private static EngineProcess first;
    private static EngineProcess second;

    @BeforeAll
    static void startEngine() throws Exception {
        first = memcached();
        second = memcached();
    }

    private static EngineProcess memcached() throws Exception {
        EngineProcess engine = new EngineProcess("memcached", "memcache");
        engine.start(
                () -> answers(engine.port()),
                "memcached",
                "-l",
                "127.0.0.1",
                "-p",
                "" + engine.port(),
                "-U",
                "0",
                "-M",
                // C's server sees only what the maintainer has moved to the cold list, some time after it was written.
                "-o",
                "no_lru_maintainer");
        return engine;
    }

    @AfterAll
    static void endEngine() throws IOException {
        first.close();
        second.close();
    }

    private static boolean answers(int port) {
        MemcachedConnection connection = MemcachedConnection.to("127.0.0.1:" + port, Duration.ofSeconds(30));
        try {
            connection.open();
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            connection.close();
        }
    }

    @Override
    EngineProcess process() {
        return first;
    }

    @Override
    void killEngine() {
        first.kill();
        second.kill();
    }

    @Override
    void restartEngine() throws Exception {
        first.restart();
        second.restart();
    }

    @Override
    boolean survivesItsOwnDeath() {
        return false;
    }

    @Override
    List<String> options(int port) {
        return List.of(
                "--queue-type=libmemcached",
                "--libmemcached-servers=127.0.0.1:" + port + ",127.0.0.1:" + second.port(),
                "--libmemcached-prefix=" + fresh + "_");
    }

    @Override
    boolean joinsByDash() {
        return true;
    }

    @Override
    boolean keepsTimes() {
        return false;
    }

    @Test
    void valuesAreThoseOfC() throws IOException {
        List<String> one = List.of(
                "-q",
                "libmemcached",
                "--libmemcached-servers=127.0.0.1:" + first.port(),
                "--libmemcached-prefix=" + fresh);
        MemcachedConnection memcached = MemcachedConnection.to("127.0.0.1:" + first.port(), Duration.ofSeconds(30));
        memcached.open();
        try (GearmandServer server = start(one);
                Dialogue client = new Dialogue(server.port())) {
            Jobs.submit(client, PacketType.SUBMIT_JOB_LOW_BG, "fn", "u1", "data");
            MemcachedConnection.Value value = memcached.get((fresh + "fn-u1").getBytes(UTF_8));
            assertThat(value.flags()).isEqualTo(2);
            assertThat(value.data()).hasToString("data");
        } finally {
            memcached.close();
        }
    }

    @Test
    void whatItCannotKeepIsRefused() throws IOException {
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "f".repeat(250), "u", "x"))
                    .isEqualTo(PacketType.ERROR);
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "a b", "u", "x"))
                    .isEqualTo(PacketType.ERROR);
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "big", "x".repeat(3 << 20)))
                    .isEqualTo(PacketType.ERROR);
            assertThat(Jobs.submitEpoch(client, "fn", "later", FAR, "x")).isEqualTo(PacketType.ERROR);
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "last", "x"))
                    .isEqualTo(PacketType.JOB_CREATED);
        }
        try (GearmandServer server = start()) {
            assertThat(Jobs.drain(server.port(), "fn", "a b")).containsExactly("fn last x");
        }
    }

    @Test
    void whatFollowsWhiteSpaceInTheListOfServersDoesNotCount() throws IOException {
        List<String> words = List.of(
                "-q", "libmemcached", "--libmemcached-servers=127.0.0.1:" + first.port() + " --libmemcached-prefix=x");
        try (GearmandServer server = start(words)) {
            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void anEngineThatIsNotThereEndsTheStart() {
        List<String> words = List.of("-q", "libmemcached", "--libmemcached-servers=127.0.0.1:1");
        assertThatThrownBy(() -> start(words))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("libmemcached 127.0.0.1:1: ");
    }
}
