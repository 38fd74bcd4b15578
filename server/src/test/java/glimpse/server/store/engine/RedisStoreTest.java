package glimpse.server.store.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.packet.PacketType;
import glimpse.server.Dialogue;
import glimpse.server.GearmandServer;
import glimpse.server.store.Jobs;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

class RedisStoreTest extends EngineProcessContract {
    private static final String PASSWORD = "secret";
    private static EngineProcess engine;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = new EngineProcess("redis", "redis");
        engine.start(
                RedisStoreTest::answers,
                "redis-server",
                "--port",
                "" + engine.port(),
                "--bind",
                "127.0.0.1",
                "--dir",
                engine.folder().toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--requirepass",
                PASSWORD);
    }

    @AfterAll
    static void endEngine() throws IOException {
        engine.close();
    }

    private static Jedis redis() {
        Jedis redis = new Jedis("127.0.0.1", engine.port());
        redis.auth(PASSWORD);
        return redis;
    }

    private static boolean answers() {
        try (Jedis redis = redis()) {
            return redis.ping().equals("PONG");
        } catch (JedisException e) {
            return false;
        }
    }

    @Override
    EngineProcess process() {
        return engine;
    }

    @Override
    List<String> options(int port) {
        return List.of(
                "--queue-type=redis",
                "--redis-server=127.0.0.1",
                "--redis-port=" + port,
                "--redis-password=" + PASSWORD,
                "--redis-prefix=" + fresh + "_");
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
    void recordsAreThoseOfC() throws IOException {
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port());
                Jedis redis = redis()) {
            Jobs.submit(client, PacketType.SUBMIT_JOB_LOW_BG, "fn", "u1", "data");
            assertThat(redis.hgetAll(fresh + "_-fn-u1"))
                    .hasSize(4)
                    .containsEntry("data", "data")
                    .containsEntry("priority", "2")
                    .containsEntry("function", "fn")
                    .containsEntry("unique", "u1");
            assertThat(Jobs.submitEpoch(client, "fn", "later", FAR, "x")).isEqualTo(PacketType.ERROR);
        }
    }

    @Test
    void recordsOfEarlierServersAreReplayedAndOthersPassedOver() throws IOException {
        try (Jedis redis = redis()) {
            redis.set(fresh + "_-old-u-1", "plain");
            redis.hset(fresh + "_-fn-u-2", "data", "two");
            redis.hset(fresh + "_-fn-u-2", "priority", "0");
            redis.hset(fresh + "_-other", "field", "x");
            redis.lpush(fresh + "_-list-x", "x");
            redis.hset(fresh + "*-fn-u", "data", "another prefix");
        }
        try (GearmandServer server = start()) {
            assertThat(Jobs.drain(server.port(), "fn", "old")).containsExactly("fn u-2 two", "old u-1 plain");
        }
        try (GearmandServer server = start()) {
            assertThat(Jobs.drain(server.port(), "fn", "old")).isEmpty();
        }
    }

    @Test
    void aFullEngineRefusesAndTakesAgainWhenThereIsRoom() throws IOException {
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port());
                Jedis redis = redis()) {
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "1", "x"))
                    .isEqualTo(PacketType.JOB_CREATED);
            redis.configSet("maxmemory", "1");
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "2", "x"))
                    .isEqualTo(PacketType.ERROR);
            redis.configSet("maxmemory", "0");
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "3", "x"))
                    .isEqualTo(PacketType.JOB_CREATED);
            assertThat(redis.exists((fresh + "_-fn-1").getBytes(UTF_8))).isTrue();
            assertThat(redis.exists((fresh + "_-fn-2").getBytes(UTF_8))).isFalse();
        }
    }

    @Test
    void anEngineThatIsNotThereOrDoesNotLetUsInEndsTheStart() {
        assertThatThrownBy(() -> start(List.of("-q", "redis", "--redis-port=1")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("redis 127.0.0.1:1: ");
        assertThatThrownBy(() -> start(List.of("-q", "redis", "--redis-port=" + engine.port())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("NOAUTH");
    }
}
