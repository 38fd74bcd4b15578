package glimpse.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.packet.PacketType;
import glimpse.server.Dialogue;
import glimpse.server.GearmandServer;
import glimpse.server.store.Jobs;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends CReplayContract {
    @TempDir
    Path folder;

    @Override
    List<String> options() {
        return List.of("--queue-type=libsqlite3", "--libsqlite3-db=" + file());
    }

    private Path file() {
        return folder.resolve(fresh + ".db");
    }

    private List<String> sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement s = connection.createStatement()) {
            List<String> rows = new ArrayList<>();
            if (s.execute(statement)) {
                try (ResultSet r = s.getResultSet()) {
                    while (r.next()) {
                        List<String> row = new ArrayList<>();
                        for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
                            row.add(r.getString(i));
                        }
                        rows.add(String.join("|", row));
                    }
                }
            }
            return rows;
        }
    }

    @Test
    void theTableIsThatOfC() throws IOException, SQLException {
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            Jobs.submit(client, PacketType.SUBMIT_JOB_HIGH_BG, "fn", "u1", "data");
            Jobs.submit(client, PacketType.SUBMIT_JOB_LOW_BG, "fn", "u2", "");
            Jobs.submitEpoch(client, "fn", "u3", FAR, "e");
        }
        assertThat(sql("SELECT unique_key, typeof(unique_key), function_name, typeof(function_name), priority,"
                        + " CAST(data AS TEXT), typeof(data), when_to_run FROM gearman_queue ORDER BY rowid"))
                .containsExactly(
                        "u1|text|fn|text|0|data|blob|0",
                        "u2|text|fn|text|2||blob|0",
                        "u3|text|fn|text|1|e|blob|" + FAR);
        assertThat(sql("SELECT name, type, pk FROM pragma_table_info('gearman_queue')"))
                .containsExactly(
                        "unique_key|TEXT|1",
                        "function_name|TEXT|2",
                        "priority|INTEGER|0",
                        "data|BLOB|0",
                        "when_to_run|INTEGER|0");
        assertThat(sql("PRAGMA journal_mode")).containsExactly("delete");
    }

    @Test
    void anOldTableGetsTheColumnForTimesAndOddRecordsAreTakenAsFarAsTheyGo() throws IOException, SQLException {
        sql("CREATE TABLE gearman_queue (unique_key TEXT, function_name TEXT, priority INTEGER, data BLOB,"
                + " PRIMARY KEY (unique_key, function_name))");
        sql("INSERT INTO gearman_queue VALUES ('u', 'fn', 77, NULL)");
        sql("INSERT INTO gearman_queue VALUES (NULL, 'fn', NULL, 'text')");
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            assertThat(Jobs.submitEpoch(client, "fn", "e", 1, "epoch")).isEqualTo(PacketType.JOB_CREATED);
            assertThat(Jobs.drain(server.port(), "fn")).containsExactly("fn u ", "fn  text", "fn e epoch");
        }
    }

    @Test
    void theTableCanBeNamed() throws IOException, SQLException {
        List<String> words = new ArrayList<>(options());
        words.add("--libsqlite3-table=mine");
        try (GearmandServer server = start(words);
                Dialogue client = new Dialogue(server.port())) {
            Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "u", "x");
        }
        assertThat(sql("SELECT function_name FROM mine")).containsExactly("fn");
    }

    @Test
    void withStoreOnShutdownNothingIsWrittenWhileItRuns() throws IOException, SQLException {
        List<String> words = new ArrayList<>(options());
        words.add("--store-queue-on-shutdown");
        try (GearmandServer server = start(words);
                Dialogue client = new Dialogue(server.port());
                Dialogue worker = new Dialogue(server.port())) {
            Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "runs", "0");
            worker.sends(PacketType.CAN_DO, "fn").sends(PacketType.GRAB_JOB).receives(PacketType.JOB_ASSIGN);
            Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "2", "second");
            Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "", "third");
            Jobs.submit(client, PacketType.SUBMIT_JOB, "fn", "4", "foreground");
            assertThat(sql("SELECT * FROM gearman_queue")).isEmpty();
        }
        assertThat(sql("SELECT count(*) FROM gearman_queue")).containsExactly("3");
        try (GearmandServer server = start(words)) {
            assertThat(sql("SELECT * FROM gearman_queue")).isEmpty();
            assertThat(Jobs.drain(server.port(), "fn"))
                    .containsExactlyInAnyOrder("fn runs 0", "fn 2 second", "fn  third");
        }
        assertThat(sql("SELECT * FROM gearman_queue")).isEmpty();
    }

    @Test
    void aFileThatCannotBeOpenedEndsTheStart() {
        List<String> words = List.of("-q", "libsqlite3", "--libsqlite3-db=" + folder.resolve("no/such/folder.db"));
        assertThatThrownBy(() -> start(words))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("libsqlite3 ")
                .hasMessageContaining("folder.db");
    }

    @Test
    void whileTheEngineRefusesJobsAreRefusedAndThenTakenAgain() throws IOException, SQLException {
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "1", "x"))
                    .isEqualTo(PacketType.JOB_CREATED);
            sql("ALTER TABLE gearman_queue RENAME TO away");
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "2", "x"))
                    .isEqualTo(PacketType.JOB_CREATED);
            sql("CREATE TRIGGER full BEFORE INSERT ON gearman_queue BEGIN SELECT RAISE(FAIL, 'is full'); END");
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "3", "x"))
                    .isEqualTo(PacketType.ERROR);
            sql("DROP TRIGGER full");
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "4", "x"))
                    .isEqualTo(PacketType.JOB_CREATED);
        }
        assertThat(sql("SELECT unique_key FROM gearman_queue")).containsExactly("2", "4");
    }

    @Test
    void aFullDiskRefusesAndLosesNothing() throws Exception {
        FullDisk.refusesAndLosesNothing(options(), folder, 600_000, 2000);
    }
}
