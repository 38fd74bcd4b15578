package glimpse.server.store.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.server.job.Bytes;
import glimpse.server.store.JobKey;
import glimpse.server.store.StoredJob;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;

/** PostgreSQL ({@code -q Postgres}), over TCP and its Unix socket. Functions and uniques have to be UTF-8. */
public final class PostgresStore extends SqlStore {
    private static final String UNIQUE_VIOLATION = "23505";

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
        try (Statement statement = connection.createStatement()) {
            // Jobs that have ended are found by the index, however small the table was when the statement was planned.
            statement.execute("SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off");
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
                + " (unique_key, function_name, priority, data, when_to_run) SELECT * FROM unnest(?, ?, ?, ?, ?)";
    }

    /** Of arrays too. */
    @Override
    String delete(String table) {
        return "DELETE FROM " + table + " AS job USING unnest(?, ?) AS done (unique_key, function_name)"
                + " WHERE job.unique_key = done.unique_key AND job.function_name = done.function_name";
    }

    @Override
    String select(String table) {
        return "SELECT unique_key, function_name, priority, data, when_to_run FROM " + table;
    }

    @Override
    boolean isOneStatement(List<JobKey> done, List<StoredJob> added) {
        return done.isEmpty() || added.isEmpty();
    }

    /**
     * A key that is there already, by somebody else's hand, is overwritten. To look for it first ({@code ON CONFLICT}) would cost every job half as much
     * again: docs/benchmarks.md.
     */
    @Override
    void transaction(List<JobKey> done, List<StoredJob> added) throws SQLException {
        try {
            super.transaction(done, added);
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            rollBack();
            List<JobKey> first = new ArrayList<>(done);
            added.forEach(job -> first.add(job.key()));
            super.transaction(first, added);
        }
    }

    @Override
    void insertAll(PreparedStatement insert, List<StoredJob> jobs) throws SQLException {
        int count = jobs.size();
        Integer[] priorities = new Integer[count];
        byte[][] data = new byte[count][];
        Long[] whens = new Long[count];
        for (int i = 0; i < count; i++) {
            StoredJob job = jobs.get(i);
            priorities[i] = job.priority().number();
            data[i] = job.workload().toArray();
            whens[i] = job.when();
        }
        setKeys(insert, jobs.stream().map(StoredJob::key).toList());
        setArray(insert, 3, "int4", priorities);
        setArray(insert, 4, "bytea", data);
        setArray(insert, 5, "int8", whens);
        insert.executeUpdate();
    }

    @Override
    void deleteAll(PreparedStatement delete, List<JobKey> keys) throws SQLException {
        setKeys(delete, keys);
        delete.executeUpdate();
    }

    private static void setKeys(PreparedStatement statement, List<JobKey> keys) throws SQLException {
        String[] uniques = new String[keys.size()];
        String[] functions = new String[keys.size()];
        for (int i = 0; i < keys.size(); i++) {
            uniques[i] = text(keys.get(i).unique());
            functions[i] = text(keys.get(i).function());
        }
        setArray(statement, 1, "text", uniques);
        setArray(statement, 2, "text", functions);
    }

    private static void setArray(PreparedStatement statement, int index, String type, Object[] values)
            throws SQLException {
        statement.setArray(index, statement.getConnection().createArrayOf(type, values));
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
