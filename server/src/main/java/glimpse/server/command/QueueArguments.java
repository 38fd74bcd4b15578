package glimpse.server.command;

import glimpse.server.store.QueueType;
import glimpse.server.store.engine.Conninfo;
import glimpse.server.store.engine.PostgresStore;
import glimpse.server.store.engine.SqliteStore;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options of persistent queues. */
final class QueueArguments {
    @Option(
            names = {"-q", "--queue-type"},
            paramLabel = "type",
            description = "Persistent queue type to use: builtin, libsqlite3, Postgres (${DEFAULT-VALUE}).")
    String type = "builtin";

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

    /** The queue that was asked for, not opened. */
    QueueType queue() throws UsageException {
        try {
            return known();
        } catch (IllegalArgumentException e) {
            throw new UsageException("Error while initializing the queue : " + e.getMessage());
        }
    }

    private QueueType known() throws UsageException {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "builtin" -> QueueType.BUILTIN;
            case "libsqlite3", "sqlite3", "sqlite" -> sqlite();
            case "postgres", "libpq" -> postgres();
            default -> throw new UsageException("Error while initializing the queue : " + type + " (see --help)");
        };
    }

    private QueueType postgres() {
        Conninfo conninfo = Conninfo.parse(postgresConninfo, System.getenv());
        return QueueType.atOnce(() -> new PostgresStore(conninfo, postgresTable));
    }

    private QueueType sqlite() throws UsageException {
        if (sqliteDb == null) {
            throw new UsageException("Error while initializing the queue : libsqlite3 needs --libsqlite3-db");
        }
        return storeOnShutdown
                ? QueueType.onShutdown(() -> new SqliteStore(sqliteDb, sqliteTable))
                : QueueType.atOnce(() -> new SqliteStore(sqliteDb, sqliteTable));
    }
}
