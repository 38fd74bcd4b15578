package glimpse.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.packet.PacketType;
import glimpse.server.Dialogue;
import glimpse.server.GearmandServer;
import glimpse.server.store.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MysqlStoreTest extends SqlEngineContract {
    private static EngineProcess engine;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = new EngineProcess("mariadb", "mysql");
        String data = engine.folder().resolve("data").toString();
        engine.prepare(
                "mariadb-install-db",
                "--no-defaults",
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db");
        engine.start(
                () -> server().answers(),
                "/usr/sbin/mariadbd",
                "--no-defaults",
                "--datadir=" + data,
                "--bind-address=127.0.0.1",
                "--port=" + engine.port(),
                "--socket=" + socket(),
                "--innodb-buffer-pool-size=16M",
                "--max-allowed-packet=4M");
        sql("CREATE DATABASE jobs");
    }

    @AfterAll
    static void endEngine() throws IOException {
        engine.close();
    }

    private static Path socket() {
        return engine.folder().resolve("s");
    }

    private static SqlServer server() {
        return new SqlServer("jdbc:mariadb://127.0.0.1:" + engine.port() + "/?user=root");
    }

    private static List<String> sql(String statement) throws SQLException {
        return server().rows(statement);
    }

    @Override
    EngineProcess process() {
        return engine;
    }

    @Override
    List<String> options(int port) {
        return List.of(
                "--queue-type=MySQL",
                "--mysql-host=127.0.0.1",
                "--mysql-port=" + port,
                "--mysql-user=root",
                "--mysql-db=jobs",
                "--mysql-table=" + fresh);
    }

    @Test
    void theTableIsThatOfC() throws IOException, SQLException {
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            Jobs.submit(client, PacketType.SUBMIT_JOB_HIGH_BG, "fn", "u1", "data");
            Jobs.submitEpoch(client, "fn", "u3", FAR, "");
        }
        assertThat(sql("SELECT unique_key, function_name, priority, CONVERT(data USING utf8mb4), when_to_run FROM jobs."
                        + fresh))
                .containsExactlyInAnyOrder("u1|fn|0|data|0", "u3|fn|1||" + FAR);
        assertThat(sql(
                        "SELECT column_name, column_type, is_nullable FROM information_schema.columns WHERE table_name = '"
                                + fresh + "' ORDER BY ordinal_position"))
                .containsExactly(
                        "unique_key|varchar(64)|YES",
                        "function_name|varchar(255)|YES",
                        "priority|int(11)|YES",
                        "data|longblob|YES",
                        "when_to_run|int(11)|YES");
    }

    @Test
    void theUnixSocketAndTheOptionsOfTheManPageWork() throws IOException {
        List<String> words = List.of(
                "-q",
                "drizzle",
                "-uds",
                socket().toString(),
                "-user",
                "root",
                "-db",
                "jobs",
                "-table",
                fresh,
                "-mysql",
                "1");
        try (GearmandServer server = start(words);
                Dialogue client = new Dialogue(server.port())) {
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "u", "x".repeat(300_000)))
                    .isEqualTo(PacketType.JOB_CREATED);
        }
        try (GearmandServer server = start()) {
            assertThat(Jobs.drain(server.port(), "fn")).containsExactly("fn u " + "x".repeat(300_000));
        }
    }

    @Test
    void aRecordBeyondTheEnginesPacketSizeIsRefused() throws IOException, SQLException {
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "big", "x".repeat(5 << 20)))
                    .isEqualTo(PacketType.ERROR);
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "last", "x"))
                    .isEqualTo(PacketType.JOB_CREATED);
        }
        assertThat(sql("SELECT unique_key FROM jobs." + fresh)).containsExactly("last");
    }

    @Test
    void inATableWithoutCaseNothingIsOverwrittenOrRemovedByItsLike() throws IOException, SQLException {
        sql("CREATE TABLE jobs." + fresh
                + " (unique_key VARCHAR(64), function_name VARCHAR(255), priority INT, data LONGBLOB,"
                + " when_to_run INT, UNIQUE KEY unique_key (unique_key, function_name)) CHARACTER SET latin1");
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "same", "1"))
                    .isEqualTo(PacketType.JOB_CREATED);
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "SAME", "2"))
                    .isEqualTo(PacketType.ERROR);
        }
        try (GearmandServer server = start()) {
            assertThat(Jobs.drain(server.port(), "fn")).containsExactly("fn same 1");
        }
        assertThat(sql("SELECT * FROM jobs." + fresh)).isEmpty();
    }

    @Test
    void anEngineThatIsNotThereEndsTheStart() {
        assertThatThrownBy(() -> start(List.of("-q", "MySQL", "-host", "127.0.0.1", "-port", "1", "-db", "d")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("MySQL 127.0.0.1:1/d: ");
    }

    @Test
    void whatIsNotSaidComesFromTheOptionFile(@TempDir Path folder) throws IOException {
        Path main = folder.resolve("my.cnf");
        Path more = Files.createDirectory(folder.resolve("conf.d"));
        Files.writeString(
                main, "[mysqld]\nport=1\n[client]\nport = 3307 \nuser=\"me\"\n# host=no\n!includedir " + more + "\n");
        Files.writeString(more.resolve("a.cnf"), "[gearmand]\nuser='you'\npassword\n[client-server]\nhost=h\n");
        Files.writeString(more.resolve("a.txt"), "[gearmand]\nuser=no\n");
        OptionFile file = OptionFile.read(List.of(main, folder.resolve("none")));
        assertThat(file.value("port", "")).isEqualTo("3307");
        assertThat(file.value("user", "")).isEqualTo("you");
        assertThat(file.value("password", "-")).isEmpty();
        assertThat(file.value("host", "")).isEqualTo("h");
        assertThat(file.value("socket", "none")).isEqualTo("none");
    }
}
