package glimpse.cluster.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table {@code glimpse_results} of a database, made when it is not there: submission, name, content. One connection, made again when it is
 * lost; its callers wait for each other. Any thread.
 */
final class JdbcStore implements ResultStore {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);

    private static final int VALID_SECONDS = 5;
    private static final int LOCK_MILLIS = 30_000;

    /** A database that says nothing for so long is away. */
    private static final int ANSWER_MILLIS = 60_000;

    private final String url;
    private Connection connection;

    /** @throws IOException if there is no driver for it, no database, or no way to make the table */
    JdbcStore(String url) throws IOException {
        this.url = url;
        asking(open -> null);
    }

    private interface Question<T> {
        T ask(Connection open) throws SQLException;
    }

    /** Asks, on a connection made anew if the last one was lost on the way: what is asked may be asked twice. */
    private synchronized <T> T asking(Question<T> question) throws IOException {
        boolean fresh = connection == null;
        try {
            return question.ask(connected());
        } catch (SQLException e) {
            if (fresh || isValid()) {
                throw failed(e);
            }
        }
        close();
        try {
            return question.ask(connected());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private IOException failed(SQLException e) {
        String what = this + ": " + e.getMessage();
        String state = String.valueOf(e.getSQLState());
        if (String.valueOf(e.getMessage()).startsWith("No suitable driver")) {
            return new IOException(
                    what
                            + " (expected: jdbc:sqlite:, jdbc:postgresql: or jdbc:mariadb:, or another driver's jar on the class path)",
                    e);
        }
        // 08: no connection; 57P: a PostgreSQL that starts or ends
        return state.startsWith("08") || state.startsWith("57P")
                ? new StoreAwayException(what, e)
                : new IOException(what, e);
    }

    private boolean isValid() {
        try {
            return connection != null && connection.isValid(VALID_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connected() throws SQLException {
        if (connection == null) {
            Connection made = DriverManager.getConnection(url);
            try {
                prepare(made);
            } catch (SQLException e) {
                made.close();
                throw e;
            }
            connection = made;
        }
        return connection;
    }

    private static void prepare(Connection made) throws SQLException {
        String product = made.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        boolean isSqlite = product.contains("sqlite");
        boolean isMysql = product.contains("mysql") || product.contains("mariadb");
        String binary = product.contains("postgres") ? "bytea" : isMysql ? "longblob" : "blob";
        // MariaDB's driver logs an error about a table that is not there
        String find = isMysql
                ? "select 1 from information_schema.tables where table_schema = database() and table_name = 'glimpse_results'"
                : "select count(*) from glimpse_results where 1 = 0";
        try (Statement statement = made.createStatement()) {
            if (isSqlite) {
                statement.execute("pragma busy_timeout=" + LOCK_MILLIS);
                statement.execute("pragma journal_mode=wal");
            } else {
                made.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
            }
            if (!finds(statement, find)) {
                statement.execute("create table if not exists glimpse_results (submission varchar(100) not null,"
                        + " name varchar(100) not null, content " + binary
                        + " not null, primary key (submission, name))");
            }
        } catch (SQLException e) {
            try (Statement again = made.createStatement()) {
                if (!finds(again, find)) { // another has just made it
                    throw e;
                }
            }
        }
    }

    private static boolean finds(Statement statement, String question) {
        try (ResultSet rows = statement.executeQuery(question)) {
            return rows.next();
        } catch (SQLException notThere) {
            return false;
        }
    }

    @Override
    public boolean put(String submission, String name, byte[] content) throws IOException {
        return asking(open -> {
            try (PreparedStatement insert =
                    open.prepareStatement("insert into glimpse_results (submission, name, content) values (?, ?, ?)")) {
                insert.setString(1, ResultStore.requireName(submission));
                insert.setString(2, ResultStore.requireName(name));
                insert.setBytes(3, content);
                insert.executeUpdate();
                return true;
            } catch (SQLException e) {
                if (content(open, submission, name).isPresent()) {
                    return false; // the primary key refused a second one
                }
                throw e;
            }
        });
    }

    @Override
    public Optional<byte[]> get(String submission, String name) throws IOException {
        return asking(open -> content(open, submission, name));
    }

    private static Optional<byte[]> content(Connection open, String submission, String name) throws SQLException {
        try (PreparedStatement select =
                open.prepareStatement("select content from glimpse_results where submission = ? and name = ?")) {
            select.setString(1, submission);
            select.setString(2, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
            }
        }
    }

    @Override
    public List<String> names(String submission) throws IOException {
        return asking(open -> {
            try (PreparedStatement select =
                    open.prepareStatement("select name from glimpse_results where submission = ?")) {
                select.setString(1, submission);
                return texts(select);
            }
        });
    }

    @Override
    public List<String> submissions() throws IOException {
        return asking(open -> {
            try (PreparedStatement select = open.prepareStatement("select distinct submission from glimpse_results")) {
                return texts(select);
            }
        });
    }

    private static List<String> texts(PreparedStatement select) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Override
    public void remove(String submission, String name) throws IOException {
        delete("delete from glimpse_results where submission = ? and name = ?", submission, name);
    }

    @Override
    public void remove(String submission) throws IOException {
        delete("delete from glimpse_results where submission = ?", submission);
    }

    private void delete(String sql, String... values) throws IOException {
        asking(open -> {
            try (PreparedStatement delete = open.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    delete.setString(i + 1, values[i]);
                }
                return delete.executeUpdate();
            }
        });
    }

    /** Without what may be a password: all parameters, and what stands before an @. */
    @Override
    public String toString() {
        return "database " + url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//");
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("{}: it was lost before", this, e);
            }
            connection = null;
        }
    }
}
