package glimpse.server.store.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.server.job.Bytes;
import glimpse.server.store.StoredJob;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
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

    /** The parameters are arrays, so that all jobs of a group are one statement, and every group the same one. */
    @Override
    String insert(String table) {
        return "INSERT INTO " + table
                + " (unique_key, function_name, priority, data, when_to_run) SELECT * FROM unnest(?, ?, ?, ?, ?)"
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
    void insertAll(PreparedStatement insert, List<StoredJob> jobs) throws SQLException {
        int count = jobs.size();
        String[] uniques = new String[count];
        String[] functions = new String[count];
        Integer[] priorities = new Integer[count];
        byte[][] data = new byte[count][];
        Long[] whens = new Long[count];
        for (int i = 0; i < count; i++) {
            StoredJob job = jobs.get(i);
            uniques[i] = text(job.key().unique());
            functions[i] = text(job.key().function());
            priorities[i] = job.priority().number();
            data[i] = job.workload().toArray();
            whens[i] = job.when();
        }
        setArray(insert, 1, "text", uniques);
        setArray(insert, 2, "text", functions);
        setArray(insert, 3, "int4", priorities);
        setArray(insert, 4, "bytea", data);
        setArray(insert, 5, "int8", whens);
        insert.executeUpdate();
    }

    private static void setArray(PreparedStatement insert, int index, String type, Object[] values)
            throws SQLException {
        insert.setArray(index, insert.getConnection().createArrayOf(type, values));
    }

    @Override
    void setText(PreparedStatement statement, int index, Bytes text) throws SQLException {
        statement.setString(index, text(text));
    }

    private static String text(Bytes text) throws SQLException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.array(), text.from(), text.length());
            return UTF_8.newDecoder().decode(bytes).toString();
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
