package glimpse.kernel.jupyter.history;

import glimpse.kernel.library.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.JDBC;

/** The SQLite database behind a {@link History}; several kernels may write to one file. One thread. */
final class HistoryTable implements AutoCloseable {
    private static final String[] SCHEMA = {
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=NORMAL",
        "PRAGMA busy_timeout=5000",
        "CREATE TABLE IF NOT EXISTS sessions (session INTEGER PRIMARY KEY AUTOINCREMENT, start TEXT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS history (session INTEGER NOT NULL, line INTEGER NOT NULL, source TEXT NOT NULL,"
                + " output TEXT, PRIMARY KEY (session, line))",
        "INSERT INTO sessions (start) VALUES (datetime('now'))"
    };
    private static final String COLUMNS = "SELECT session, line, source, output FROM history ";
    private static final String LAST_FIRST = " ORDER BY session DESC, line DESC LIMIT ?";

    private final Connection connection;
    private final int session;

    private HistoryTable(Connection connection, int session) {
        this.connection = connection;
        this.session = session;
    }

    static HistoryTable open(Path file) throws SQLException, IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return open("jdbc:sqlite:" + file.toAbsolutePath());
    }

    static HistoryTable inMemory() throws SQLException {
        return open("jdbc:sqlite::memory:");
    }

    private static HistoryTable open(String url) throws SQLException {
        // not by DriverManager, which would load the drivers of all other databases first
        Connection connection = NativeLibrary.SQLITE.loading(() -> JDBC.createConnection(url, new Properties()));
        try (Statement statement = connection.createStatement()) {
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
            try (ResultSet rows = statement.executeQuery("SELECT last_insert_rowid()")) {
                rows.next();
                return new HistoryTable(connection, rows.getInt(1));
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    void add(int line, String input, Optional<String> output) throws SQLException {
        update("INSERT OR REPLACE INTO history VALUES (?, ?, ?, ?)", session, line, input, output.orElse(null));
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        }
    }

    /** Oldest first. */
    List<Entry> find(Query query) throws SQLException {
        if (query instanceof Query.Tail tail) {
            return reversed(select(COLUMNS + LAST_FIRST, tail.n()));
        }
        if (query instanceof Query.Search search) {
            String once = search.unique()
                    ? " AND rowid IN (SELECT max(rowid) FROM history WHERE source GLOB ? GROUP BY source)"
                    : " AND source GLOB ?";
            return reversed(select(
                    COLUMNS + "WHERE source GLOB ?" + once + LAST_FIRST,
                    search.pattern(),
                    search.pattern(),
                    search.n().orElse(-1)));
        }
        Query.Range range = (Query.Range) query;
        int wanted = range.session() > 0 ? range.session() : session + range.session();
        return select(
                COLUMNS + "WHERE session = ? AND line >= ? AND line < ? ORDER BY line",
                wanted,
                range.start(),
                range.stop().orElse(Integer.MAX_VALUE));
    }

    private List<Entry> select(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<Entry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(new Entry(
                            rows.getInt(1), rows.getInt(2), rows.getString(3), Optional.ofNullable(rows.getString(4))));
                }
                return entries;
            }
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static List<Entry> reversed(List<Entry> entries) {
        Collections.reverse(entries);
        return entries;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
