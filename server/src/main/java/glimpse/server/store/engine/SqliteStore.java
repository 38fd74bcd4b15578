package glimpse.server.store.engine;

import glimpse.server.job.Bytes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * SQLite ({@code -q libsqlite3}). While it is open the file has a write-ahead log, for one wait for the disk per group; closed in good order it is a
 * single file again.
 */
public final class SqliteStore extends SqlStore {
    private static final int BUSY_MILLIS = 6000;

    private final Path file;

    /** @param file is made if it is not there */
    public SqliteStore(Path file, String table) {
        super("libsqlite3 " + file, table);
        this.file = file;
    }

    @Override
    Connection dial() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /** If somebody else reads the file the log stays, and whoever opens the file next finds it. */
    @Override
    void farewell(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=DELETE");
        }
    }

    @Override
    String columns() {
        return "unique_key TEXT, function_name TEXT, priority INTEGER, data BLOB, when_to_run INTEGER,"
                + " PRIMARY KEY (unique_key, function_name)";
    }

    @Override
    String insert(String table) {
        return "INSERT OR REPLACE INTO " + table
                + " (unique_key, function_name, priority, data, when_to_run)"
                + " VALUES (CAST(? AS TEXT), CAST(? AS TEXT), ?, ?, ?)";
    }

    @Override
    String delete(String table) {
        return "DELETE FROM " + table + " WHERE unique_key = CAST(? AS TEXT) AND function_name = CAST(? AS TEXT)";
    }

    @Override
    String select(String table) {
        return "SELECT CAST(unique_key AS BLOB), CAST(function_name AS BLOB), priority, data, when_to_run FROM " + table
                + " ORDER BY rowid";
    }

    /** As a blob that SQL makes a text of, so that bytes stay what they are. */
    @Override
    void setText(PreparedStatement statement, int index, Bytes text) throws SQLException {
        statement.setBytes(index, text.toArray());
    }

    @Override
    Bytes text(ResultSet row, int index) throws SQLException {
        byte[] bytes = row.getBytes(index);
        return bytes == null ? Bytes.EMPTY : Bytes.of(bytes);
    }

    @Override
    boolean isOfRecord(SQLException e) {
        int code = e.getErrorCode() & 0xff;
        return code == SQLiteErrorCode.SQLITE_TOOBIG.code
                || code == SQLiteErrorCode.SQLITE_CONSTRAINT.code
                || code == SQLiteErrorCode.SQLITE_MISMATCH.code;
    }
}
