package glimpse.server.store.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.server.job.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;

/** PostgreSQL ({@code -q Postgres}), over TCP and its Unix socket. Functions and uniques have to be UTF-8. */
public final class PostgresStore extends SqlStore {
    private final Conninfo conninfo;
    private final Duration timeout;

    /** @param timeout how long an answer may take, in whole seconds */
    public PostgresStore(Conninfo conninfo, String table, Duration timeout) {
        super("Postgres " + conninfo.address(), table);
        this.conninfo = conninfo;
        this.timeout = timeout;
    }

    @Override
    Connection dial() throws SQLException {
        Properties properties = conninfo.properties();
        properties.setProperty("socketTimeout", "" + timeout.toSeconds());
        properties.setProperty("reWriteBatchedInserts", "true");
        Connection connection = new Driver().connect(conninfo.url(), properties);
        if (connection == null) {
            throw new SQLException("no connection to " + conninfo.url());
        }
        return connection;
    }

    @Override
    String columns() {
        return "unique_key VARCHAR(64), function_name VARCHAR(255), priority INTEGER, data BYTEA, when_to_run INTEGER,"
                + " UNIQUE (unique_key, function_name)";
    }

    @Override
    String insert(String table) {
        return "INSERT INTO " + table
                + " (unique_key, function_name, priority, data, when_to_run) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (unique_key, function_name) DO UPDATE SET priority = EXCLUDED.priority,"
                + " data = EXCLUDED.data, when_to_run = EXCLUDED.when_to_run";
    }

    @Override
    String delete(String table) {
        return "DELETE FROM " + table + " WHERE unique_key = ? AND function_name = ?";
    }

    @Override
    String select(String table) {
        return "SELECT unique_key, function_name, priority, data, when_to_run FROM " + table;
    }

    @Override
    void setText(PreparedStatement statement, int index, Bytes text) throws SQLException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.array(), text.from(), text.length());
            statement.setString(index, UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            throw new SQLException("a function or unique that is not UTF-8: " + text.latin1(), "22021", e);
        }
    }

    @Override
    Bytes text(ResultSet row, int index) throws SQLException {
        String text = row.getString(index);
        return text == null ? Bytes.EMPTY : Bytes.of(text);
    }
}
