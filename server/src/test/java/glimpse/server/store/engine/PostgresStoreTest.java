package glimpse.server.store.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import glimpse.server.Dialogue;
import glimpse.server.GearmandServer;
import glimpse.server.store.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends SqlEngineContract {
    private static EngineProcess engine;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = new EngineProcess("postgres", "postgres");
        Path programs;
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            programs = versions.max(Path::compareTo).orElseThrow().resolve("bin");
        }
        String data = engine.folder().resolve("data").toString();
        engine.prepare(
                programs.resolve("initdb").toString(),
                "-D",
                data,
                "-A",
                "trust",
                "-U",
                "postgres",
                "--no-sync",
                "-E",
                "UTF8",
                "--locale=C");
        engine.start(
                () -> server().answers(),
                programs.resolve("postgres").toString(),
                "-D",
                data,
                "-p",
                "" + engine.port(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=" + engine.folder());
    }

    @AfterAll
    static void endEngine() throws IOException {
        engine.close();
    }

    private static SqlServer server() {
        return new SqlServer("jdbc:postgresql://127.0.0.1:" + engine.port() + "/postgres?user=postgres");
    }

    private static List<String> sql(String statement) throws SQLException {
        return server().rows(statement);
    }

    @Override
    EngineProcess process() {
        return engine;
    }

    private static String tcp(int port) {
        return "host=127.0.0.1 port=" + port + " user=postgres dbname='postgres'";
    }

    @Override
    List<String> options(int port) {
        return options(tcp(port));
    }

    private List<String> options(String conninfo) {
        return List.of("--queue-type=Postgres", "--libpq-conninfo=" + conninfo, "--libpq-table=" + fresh);
    }

    /** It makes high priority and no time of everything (behaviour sheet, 12.5). */
    @Override
    String statusOfC() {
        return "fn\t5\t0\t0\t0\n.\n";
    }

    private GearmandServer start(String conninfo) throws IOException {
        return start(options(conninfo));
    }

    @Test
    void theTableIsThatOfC() throws IOException, SQLException {
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            Jobs.submit(client, PacketType.SUBMIT_JOB_HIGH_BG, "fn", "u1", "data");
            Jobs.submitEpoch(client, "fn", "u3", FAR, "");
        }
        assertThat(sql("SELECT unique_key, function_name, priority, convert_from(data, 'UTF8'), when_to_run FROM "
                        + fresh))
                .containsExactly("u1|fn|0|data|0", "u3|fn|1||" + FAR);
        assertThat(sql(
                        "SELECT column_name, data_type, character_maximum_length, is_nullable FROM information_schema.columns"
                                + " WHERE table_name = '" + fresh + "' ORDER BY ordinal_position"))
                .containsExactly(
                        "unique_key|character varying|64|YES",
                        "function_name|character varying|255|YES",
                        "priority|integer|null|YES",
                        "data|bytea|null|YES",
                        "when_to_run|integer|null|YES");
        assertThat(sql("SELECT count(*) FROM pg_constraint WHERE contype = 'u' AND conrelid = '" + fresh
                        + "'::regclass"))
                .containsExactly("1");
    }

    @Test
    void theUnixSocketAndUrisWork() throws IOException {
        String uri = "postgresql://postgres@127.0.0.1:" + engine.port() + "/postgres?connect_timeout=20";
        try (GearmandServer server = start("host=" + engine.folder() + " port=" + engine.port() + " user=postgres");
                Dialogue client = new Dialogue(server.port())) {
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "u", "x".repeat(300_000)))
                    .isEqualTo(PacketType.JOB_CREATED);
        }
        try (GearmandServer server = start(uri)) {
            assertThat(Jobs.drain(server.port(), "fn")).containsExactly("fn u " + "x".repeat(300_000));
        }
    }

    @Test
    void aKeyThatSomebodyElseHasWrittenIsOverwritten() throws IOException, SQLException {
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            sql("INSERT INTO " + fresh + " VALUES ('u1', 'fn', 2, 'theirs', 7), ('u9', 'fn', 2, 'theirs', 0)");
            for (int i = 0; i < 3; i++) {
                client.sends(
                        Packet.of(PacketType.SUBMIT_JOB_HIGH_BG, "fn", "u" + i).withData("ours".getBytes(UTF_8)));
            }
            for (int i = 0; i < 3; i++) {
                client.receives(PacketType.JOB_CREATED);
            }
        }
        assertThat(sql("SELECT unique_key, priority, convert_from(data, 'UTF8'), when_to_run FROM " + fresh))
                .containsExactlyInAnyOrder("u0|0|ours|0", "u1|0|ours|0", "u2|0|ours|0", "u9|2|theirs|0");
    }

    @Test
    void aConnectionThatIsCutIsMadeAnewWithoutAnError() throws IOException, SQLException {
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            for (int i = 0; i < 5; i++) {
                assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "" + i, "x"))
                        .isEqualTo(PacketType.JOB_CREATED);
                sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gearmand'");
            }
        }
        assertThat(sql("SELECT count(*) FROM " + fresh)).containsExactly("5");
    }

    @Test
    void anEngineThatIsNotThereEndsTheStart() {
        assertThatThrownBy(() -> start("host=127.0.0.1 port=1 user=postgres"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Postgres 127.0.0.1:1: ");
        assertThatThrownBy(() -> start("host=/nowhere"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/nowhere/.s.PGSQL.5432");
    }
}
