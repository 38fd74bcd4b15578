package glimpse.server.store.engine;

import glimpse.server.job.Bytes;
import glimpse.server.store.Group;
import glimpse.server.store.JobKey;
import glimpse.server.store.Store;
import glimpse.server.store.StoreException;
import glimpse.server.store.StoredJob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table of jobs: unique_key, function_name, priority, data, when_to_run. A group is one transaction; one that fails because of a job in it is
 * halved until the job is found.
 */
abstract class SqlStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(SqlStore.class);
    private static final int FETCH_SIZE = 1000;
    private static final int ALIVE_SECONDS = 5;

    private final String engine;
    private final String table;
    private Connection connection;
    private PreparedStatement insert;
    private PreparedStatement delete;

    /**
     * A store that is not connected.
     *
     * @param engine its name, for messages
     * @param table letters, digits and {@code _ . $}
     */
    SqlStore(String engine, String table) {
        if (!table.matches("[\\w.$]+")) {
            throw new IllegalArgumentException(
                    engine + ": table name '" + table + "' (expected: letters, digits and _ . $)");
        }
        this.engine = engine;
        this.table = table;
    }

    // ---- what an engine has of its own

    /** A new connection; bounded. */
    abstract Connection dial() throws SQLException;

    /** The columns of a new table, in the words of CREATE TABLE. */
    abstract String columns();

    /** INSERT for a key that is usually not there; parameters: unique, function, priority, data, when. */
    abstract String insert(String intoTable);

    /** DELETE; parameters: unique, function. */
    abstract String delete(String fromTable);

    /** SELECT of unique, function, priority, data, when in the order of a replay. */
    abstract String select(String fromTable);

    /** Sets a unique or a function, any bytes without NUL. */
    abstract void setText(PreparedStatement statement, int index, Bytes text) throws SQLException;

    /** Sets the parameters of {@link #delete}. */
    void setKey(PreparedStatement delete, JobKey key) throws SQLException {
        setText(delete, 1, key.unique());
        setText(delete, 2, key.function());
    }

    /** Sets the data of a job. */
    void setData(PreparedStatement insert, int index, Bytes data) throws SQLException {
        insert.setBytes(index, data.toArray());
    }

    /** Runs {@link #insert} for jobs; at least one. */
    void insertAll(PreparedStatement insert, List<StoredJob> jobs) throws SQLException {
        for (StoredJob job : jobs) {
            setText(insert, 1, job.key().unique());
            setText(insert, 2, job.key().function());
            insert.setInt(3, job.priority().number());
            setData(insert, 4, job.workload());
            insert.setLong(5, job.when());
            insert.addBatch();
        }
        insert.executeBatch();
    }

    /** Runs {@link #delete} for jobs; at least one. */
    void deleteAll(PreparedStatement delete, List<JobKey> keys) throws SQLException {
        for (JobKey key : keys) {
            setKey(delete, key);
            delete.addBatch();
        }
        delete.executeBatch();
    }

    /** Whether such a group is one statement, which needs neither a beginning nor a commit of its own. */
    boolean isOneStatement(List<JobKey> done, List<StoredJob> added) {
        return false;
    }

    /** A unique or a function; null is empty. */
    abstract Bytes text(ResultSet row, int index) throws SQLException;

    /** What is done before a connection is closed. */
    void farewell(Connection open) throws SQLException {
        rollBack(open);
    }

    /** Whether an error lies in the record that was being written, not in the engine: data, integrity, limits. */
    boolean isOfRecord(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }

    // ---- connection

    @Override
    public void open() throws StoreException {
        try {
            connect();
        } catch (SQLException e) {
            close();
            throw new StoreException(engine, e);
        }
    }

    private void connect() throws SQLException {
        connection = dial();
        connection.setAutoCommit(false);
        makeTable();
        insert = connection.prepareStatement(insert(table));
        delete = connection.prepareStatement(delete(table));
    }

    private void makeTable() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!hasTable(statement)) {
                statement.executeUpdate("CREATE TABLE " + table + " (" + columns() + ")");
            } else if (!hasColumn(statement, "when_to_run")) {
                statement.executeUpdate("ALTER TABLE " + table + " ADD COLUMN when_to_run INTEGER");
            }
        }
        connection.commit();
    }

    private boolean hasTable(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT 1 FROM " + table + " LIMIT 1")) {
            return row != null;
        } catch (SQLException e) {
            connection.rollback();
            if (!connection.isValid(ALIVE_SECONDS)) {
                throw e;
            }
            return false;
        }
    }

    private boolean hasColumn(Statement statement, String name) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT * FROM " + table + " LIMIT 1")) {
            ResultSetMetaData columns = row.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                if (columns.getColumnName(i).equalsIgnoreCase(name)) {
                    return true;
                }
            }
            return false;
        }
    }

    @Override
    public void close() {
        try (Connection closing = connection) {
            connection = null;
            if (closing != null) {
                farewell(closing);
            }
        } catch (SQLException e) {
            LOG.debug("{}: closing", engine, e);
        }
    }

    // ---- replay

    @Override
    public void replay(Consumer<StoredJob> jobs) throws StoreException {
        try (PreparedStatement query = connection.prepareStatement(select(table))) {
            query.setFetchSize(FETCH_SIZE);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    jobs.accept(job(row));
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new StoreException(engine, e);
        }
    }

    private StoredJob job(ResultSet row) throws SQLException {
        long priority = row.getLong(3);
        boolean hasPriority = !row.wasNull();
        byte[] data = row.getBytes(4);
        return new StoredJob(
                new JobKey(text(row, 2), text(row, 1)),
                StoredJob.priority(hasPriority ? priority : -1),
                Math.max(0, row.getLong(5)),
                data == null ? Bytes.EMPTY : Bytes.of(data));
    }

    // ---- writing

    @Override
    public void write(Group group) throws StoreException {
        try {
            if (connection == null) {
                connect();
            }
            write(group, List.copyOf(group.done()), List.copyOf(group.added()));
        } catch (SQLException e) {
            close();
            throw new StoreException(engine, e);
        }
    }

    private void write(Group group, List<JobKey> done, List<StoredJob> added) throws SQLException {
        try {
            transaction(done, added);
            return;
        } catch (SQLException e) {
            if (!isOfRecord(e)) {
                throw e;
            }
            rollBack();
            if (added.size() == 1 && done.isEmpty()) {
                group.refuse(added.get(0), reason(e));
                return;
            }
            if (added.isEmpty()) {
                throw e;
            }
        }
        if (!done.isEmpty()) {
            transaction(done, List.of());
        }
        int half = (added.size() + 1) / 2;
        write(group, List.of(), added.subList(0, half));
        if (half < added.size()) {
            write(group, List.of(), added.subList(half, added.size()));
        }
    }

    /** Without the statement, which may hold the data. */
    private static String reason(SQLException e) {
        return (e.getNextException() == null ? e : e.getNextException()).getMessage();
    }

    /** Forgets and keeps all of these or none. */
    void transaction(List<JobKey> done, List<StoredJob> added) throws SQLException {
        connection.setAutoCommit(isOneStatement(done, added));
        try {
            if (!done.isEmpty()) {
                deleteAll(delete, done);
            }
            if (!added.isEmpty()) {
                insertAll(insert, added);
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } finally {
            delete.clearBatch();
            insert.clearBatch();
        }
    }

    /** Undoes what a {@link #transaction} has done until it failed. */
    final void rollBack() throws SQLException {
        rollBack(connection);
    }

    private static void rollBack(Connection open) throws SQLException {
        if (!open.getAutoCommit()) {
            open.rollback();
        }
    }
}
