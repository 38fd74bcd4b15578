package glimpse.server.store.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.server.job.Bytes;
import glimpse.server.store.JobKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/** MySQL and MariaDB ({@code -q MySQL}, {@code drizzle}), over TCP and their Unix socket. Functions and uniques have to be UTF-8. */
public final class MysqlStore extends SqlStore {
    private static final int CONNECT_MILLIS = 10_000;
    /** What a statement may need besides the data. */
    private static final int STATEMENT_BYTES = 4096;
    /** A string that the column's character set does not have. */
    private static final int INCORRECT_STRING = 1366;

    private final Login login;
    private final Duration timeout;
    private long maxPacketBytes;

    /**
     * Where it is and who logs in.
     *
     * @param socket its Unix socket; null for host and port
     * @param database may be empty if the server has one for the user
     */
    public record Login(String host, int port, Path socket, String user, String password, String database) {
        @Override
        public String toString() {
            return (socket == null ? host + ":" + port : socket.toString()) + "/" + database;
        }
    }

    /** @param timeout how long an answer may take, in whole seconds */
    public MysqlStore(Login login, String table, Duration timeout) {
        super("MySQL " + login, table);
        this.login = login;
        this.timeout = timeout;
    }

    @Override
    Connection dial() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("connectTimeout", "" + Math.min(CONNECT_MILLIS, timeout.toMillis()));
        properties.setProperty("socketTimeout", "" + timeout.toMillis());
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        if (login.socket() != null) {
            properties.setProperty("localSocket", login.socket().toString());
        }
        Connection connection = new Driver()
                .connect("jdbc:mariadb://" + login.host() + ":" + login.port() + "/" + login.database(), properties);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@max_allowed_packet")) {
            row.next();
            maxPacketBytes = row.getLong(1);
        }
        return connection;
    }

    /** As C's, but that upper and lower case are not the same. */
    @Override
    String columns() {
        String text = " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
        return "unique_key VARCHAR(64)" + text + ", function_name VARCHAR(255)" + text
                + ", priority INT, data LONGBLOB, when_to_run INT, UNIQUE KEY unique_key (unique_key, function_name)";
    }

    /** What is there already is not overwritten: in a table of C's it may differ in upper and lower case only. */
    @Override
    String insert(String table) {
        return "INSERT INTO " + table
                + " (unique_key, function_name, priority, data, when_to_run) VALUES (?, ?, ?, ?, ?)";
    }

    /** The index finds it, the last condition makes sure that it is the one. */
    @Override
    String delete(String table) {
        return "DELETE FROM " + table + " WHERE unique_key = ? AND function_name = ?"
                + " AND CONVERT(CONCAT(function_name, ' ', unique_key) USING utf8mb4) COLLATE utf8mb4_bin = ?";
    }

    @Override
    void setKey(PreparedStatement delete, JobKey key) throws SQLException {
        super.setKey(delete, key);
        delete.setString(3, text(key.function()) + " " + text(key.unique()));
    }

    @Override
    String select(String table) {
        return "SELECT unique_key, function_name, priority, data, when_to_run FROM " + table;
    }

    @Override
    void setText(PreparedStatement statement, int index, Bytes text) throws SQLException {
        statement.setString(index, text(text));
    }

    private static String text(Bytes text) throws SQLException {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(text.array(), text.from(), text.length()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SQLException("a function or unique that is not UTF-8: " + text.latin1(), "22021", e);
        }
    }

    @Override
    void setData(PreparedStatement insert, int index, Bytes data) throws SQLException {
        if (data.length() > maxPacketBytes - STATEMENT_BYTES) {
            throw new SQLException(
                    data.length() + " bytes of data (expected: <= max_allowed_packet, " + maxPacketBytes + ")",
                    "22001");
        }
        super.setData(insert, index, data);
    }

    @Override
    Bytes text(ResultSet row, int index) throws SQLException {
        String text = row.getString(index);
        return text == null ? Bytes.EMPTY : Bytes.of(text);
    }

    @Override
    boolean isOfRecord(SQLException e) {
        return e.getErrorCode() == INCORRECT_STRING || super.isOfRecord(e);
    }
}
