package glimpse.server.command;

import glimpse.server.store.QueueType;
import glimpse.server.store.engine.Conninfo;
import glimpse.server.store.engine.MemcachedStore;
import glimpse.server.store.engine.MysqlStore;
import glimpse.server.store.engine.OptionFile;
import glimpse.server.store.engine.PostgresStore;
import glimpse.server.store.engine.RedisStore;
import glimpse.server.store.engine.SqliteStore;
import glimpse.server.store.engine.TokyoCabinetStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options of persistent queues. */
final class QueueArguments {
    @Option(
            names = {"-q", "--queue-type"},
            paramLabel = "type",
            description =
                    "Persistent queue type to use: builtin, libsqlite3, Postgres, MySQL (or drizzle), libmemcached, redis,"
                            + " tokyocabinet (${DEFAULT-VALUE}).")
    String type = "builtin";

    @Option(
            names = "--store-timeout",
            paramLabel = "seconds",
            description = "How long PostgreSQL, MySQL, memcached and Redis may take to answer until they count as away"
                    + " (${DEFAULT-VALUE}).")
    int timeoutSeconds = 30;

    @Option(names = "--libsqlite3-db", paramLabel = "file", description = "sqlite: database file to use.")
    Path sqliteDb;

    @Option(names = "--libsqlite3-table", paramLabel = "name", description = "sqlite: table to use (${DEFAULT-VALUE}).")
    String sqliteTable = "gearman_queue";

    @Option(
            names = "--store-queue-on-shutdown",
            description = "sqlite: store the queue when the server stops, and not before.")
    boolean storeOnShutdown;

    @Option(
            names = "--libpq-conninfo",
            paramLabel = "text",
            description = "Postgres: connection information, as libpq has it: key=value ..., or a URI.")
    String postgresConninfo = "";

    @Option(names = "--libpq-table", paramLabel = "name", description = "Postgres: table to use (${DEFAULT-VALUE}).")
    String postgresTable = "queue";

    @Option(
            names = {"--mysql-host", "--libdrizzle-host", "-host"},
            paramLabel = "host",
            description = "MySQL: host of server (localhost).")
    String mysqlHost;

    @Option(
            names = {"--mysql-port", "--libdrizzle-port", "-port"},
            paramLabel = "port",
            description = "MySQL: port of server (3306).")
    Integer mysqlPort;

    @Option(
            names = {"--mysql-uds", "--libdrizzle-uds", "-uds"},
            paramLabel = "file",
            description = "MySQL: Unix domain socket for server.")
    Path mysqlSocket;

    @Option(
            names = {"--mysql-user", "--libdrizzle-user", "-user"},
            paramLabel = "name",
            description = "MySQL: user name for authentication.")
    String mysqlUser;

    @Option(
            names = {"--mysql-password", "--libdrizzle-password", "-password"},
            paramLabel = "text",
            description = "MySQL: password for authentication.")
    String mysqlPassword;

    @Option(
            names = {"--mysql-db", "--libdrizzle-db", "-db"},
            paramLabel = "name",
            description = "MySQL: schema/database to use.")
    String mysqlDb;

    @Option(
            names = {"--mysql-table", "--libdrizzle-table", "-table"},
            paramLabel = "name",
            description = "MySQL: table to use (${DEFAULT-VALUE}).")
    String mysqlTable = "gearman_queue";

    @Option(
            names = {"--libdrizzle-mysql", "-mysql"},
            paramLabel = "on",
            arity = "0..1",
            description = "drizzle: use the MySQL protocol; it always is.")
    String mysqlProtocol;

    @Option(
            names = "--libmemcached-servers",
            paramLabel = "list",
            description = "memcached: servers to use, host:port,host:port.")
    String memcachedServers;

    @Option(
            names = "--libmemcached-prefix",
            paramLabel = "text",
            description = "memcached: prefix to use in keys (${DEFAULT-VALUE}).")
    String memcachedPrefix = "gear_";

    @Option(names = "--redis-server", paramLabel = "host", description = "redis: server (${DEFAULT-VALUE}).")
    String redisServer = "127.0.0.1";

    @Option(names = "--redis-port", paramLabel = "port", description = "redis: port (${DEFAULT-VALUE}).")
    int redisPort = 6379;

    @Option(names = "--redis-password", paramLabel = "text", description = "redis: password.")
    String redisPassword;

    @Option(
            names = "--redis-prefix",
            paramLabel = "text",
            description = "redis: prefix to use in keys (${DEFAULT-VALUE}).")
    String redisPrefix = "_gear_";

    @Option(
            names = "--libtokyocabinet-file",
            paramLabel = "file",
            description = "tokyocabinet: file name of the database; its suffix tells the kind, see tcadbopen.")
    String tokyoCabinetFile;

    @Option(
            names = "--libtokyocabinet-optimize",
            paramLabel = "on",
            arity = "0..1",
            fallbackValue = "true",
            description = "tokyocabinet: optimize database on open (${DEFAULT-VALUE}).")
    boolean tokyoCabinetOptimize = true;

    /** Refuses ports and tables that cannot be, whether they are used or not. */
    void check() throws UsageException {
        Range.require("mysql-port", mysqlPort == null ? 0 : mysqlPort, 0, 0xffff);
        Range.require("redis-port", redisPort, 0, 0xffff);
        requireTable("libsqlite3-table", sqliteTable);
        requireTable("libpq-table", postgresTable);
        requireTable("mysql-table", mysqlTable);
    }

    private static void requireTable(String option, String name) throws UsageException {
        if (!name.matches("[\\w.$]+")) {
            throw new UsageException(option + " '" + name + "' (expected: letters, digits and _ . $)");
        }
    }

    /** The queue that was asked for, not opened. */
    QueueType queue() throws UsageException {
        Range.require("store-timeout", timeoutSeconds, 1, 3600);
        try {
            return known();
        } catch (IllegalArgumentException e) {
            throw new UsageException("Error while initializing the queue : " + e.getMessage());
        }
    }

    private Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    private QueueType known() throws UsageException {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "builtin" -> QueueType.BUILTIN;
            case "libsqlite3", "sqlite3", "sqlite" -> sqlite();
            case "postgres", "libpq" -> postgres();
            case "mysql", "drizzle", "libdrizzle" -> mysql();
            case "libmemcached", "memcached" -> memcached();
            case "redis" -> redis();
            case "tokyocabinet", "libtokyocabinet" -> tokyoCabinet();
            default -> throw new UsageException("Error while initializing the queue : " + type + " (see --help)");
        };
    }

    private QueueType postgres() {
        Conninfo conninfo = Conninfo.parse(postgresConninfo, System.getenv());
        return QueueType.atOnce(() -> new PostgresStore(conninfo, postgresTable, timeout()));
    }

    private QueueType sqlite() throws UsageException {
        if (sqliteDb == null) {
            throw new UsageException("Error while initializing the queue : libsqlite3 needs --libsqlite3-db");
        }
        return storeOnShutdown
                ? QueueType.onShutdown(() -> new SqliteStore(sqliteDb, sqliteTable))
                : QueueType.atOnce(() -> new SqliteStore(sqliteDb, sqliteTable));
    }

    private QueueType mysql() {
        OptionFile file = OptionFile.read(OptionFile.usual());
        String host = mysqlHost == null ? file.value("host", "localhost") : mysqlHost;
        int port = mysqlPort == null ? Integer.parseInt(file.value("port", "3306")) : mysqlPort;
        MysqlStore.Login login = new MysqlStore.Login(
                host,
                port,
                mysqlSocket(host, Path.of(file.value("socket", "/run/mysqld/mysqld.sock"))),
                mysqlUser == null ? file.value("user", System.getProperty("user.name")) : mysqlUser,
                mysqlPassword == null ? file.value("password", "") : mysqlPassword,
                mysqlDb == null ? file.value("database", "") : mysqlDb);
        return QueueType.atOnce(() -> new MysqlStore(login, mysqlTable, timeout()));
    }

    /** As MySQL's own clients have it, localhost is the Unix socket, if there is one and no port was asked for. */
    private Path mysqlSocket(String host, Path usual) {
        if (mysqlSocket != null) {
            return mysqlSocket;
        }
        return host.equals("localhost") && mysqlPort == null && Files.exists(usual) ? usual : null;
    }

    private QueueType memcached() {
        if (memcachedServers == null) {
            throw new IllegalArgumentException("libmemcached needs --libmemcached-servers");
        }
        return QueueType.atOnce(() -> new MemcachedStore(memcachedServers, memcachedPrefix, timeout()));
    }

    private QueueType redis() {
        return QueueType.atOnce(() -> new RedisStore(redisServer, redisPort, redisPassword, redisPrefix, timeout()));
    }

    private QueueType tokyoCabinet() {
        if (tokyoCabinetFile == null) {
            throw new IllegalArgumentException("tokyocabinet needs --libtokyocabinet-file");
        }
        TokyoCabinetStore.Optimize optimize =
                tokyoCabinetOptimize ? TokyoCabinetStore.Optimize.ON_OPEN : TokyoCabinetStore.Optimize.NEVER;
        return QueueType.atOnce(() -> new TokyoCabinetStore(tokyoCabinetFile, optimize));
    }
}
