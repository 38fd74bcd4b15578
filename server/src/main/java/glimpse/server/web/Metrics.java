package glimpse.server.web;

import glimpse.server.connection.Traffic;
import glimpse.server.job.Inventory;
import glimpse.server.store.StoreFigures;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** A snapshot in Prometheus' text format. */
final class Metrics {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder out = new StringBuilder(4096);
    private final Snapshot snapshot;

    private Metrics(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    static String of(Snapshot snapshot) {
        Metrics metrics = new Metrics(snapshot);
        metrics.write();
        return metrics.out.toString();
    }

    private void write() {
        head("gearmand_build_info", "gauge", "The version of the server.");
        line("gearmand_build_info", "version=\"" + escaped(snapshot.version()) + "\"", 1);
        one("gearmand_uptime_seconds", "gauge", "Seconds since the server began.", snapshot.millis() / 1000);
        one("gearmand_memory_used_bytes", "gauge", "Bytes of the JVM's heap in use.", snapshot.memoryBytes());
        one("gearmand_connections", "gauge", "Connections there are.", snapshot.connections());
        one("gearmand_connections_accepted_total", "counter", "Connections there have been.", snapshot.accepted());
        head("gearmand_connections_dropped_total", "counter", "Connections that the server ended, by reason.");
        for (Map.Entry<Traffic.Drop, Long> drop : snapshot.drops().entrySet()) {
            String reason = drop.getKey().name().toLowerCase(Locale.ROOT);
            line("gearmand_connections_dropped_total", "reason=\"" + reason + "\"", drop.getValue());
        }
        one(
                "gearmand_reads_paused_total",
                "counter",
                "How often a connection was not read from, because it did not read.",
                snapshot.pauses());
        one("gearmand_worker_connections", "gauge", "Connections with a function.", snapshot.workers());
        head("gearmand_jobs_waiting", "gauge", "Jobs that wait for a worker or for their time.");
        for (Inventory.Function f : snapshot.functions()) {
            String name = "function=\"" + escaped(f.name().toString()) + "\"";
            line("gearmand_jobs_waiting", name + ",priority=\"high\"", f.high());
            line("gearmand_jobs_waiting", name + ",priority=\"normal\"", f.normal());
            line("gearmand_jobs_waiting", name + ",priority=\"low\"", f.low());
        }
        each("gearmand_jobs_running", "gauge", "Jobs that a worker has.", Inventory.Function::running);
        each("gearmand_workers", "gauge", "Announcements of the function by workers.", Inventory.Function::workers);
        each("gearmand_jobs_submitted_total", "counter", "Jobs made.", Inventory.Function::submitted);
        each("gearmand_jobs_completed_total", "counter", "Jobs with WORK_COMPLETE.", Inventory.Function::completed);
        each(
                "gearmand_jobs_failed_total",
                "counter",
                "Jobs with WORK_FAIL or WORK_EXCEPTION, or without attempts left.",
                Inventory.Function::failed);
        each(
                "gearmand_jobs_requeued_total",
                "counter",
                "Attempts that did not come to an end.",
                Inventory.Function::requeued);
        snapshot.store().ifPresent(this::store);
    }

    private void store(StoreFigures store) {
        one("gearmand_store_up", "gauge", "Whether the store took the last group.", store.works() ? 1 : 0);
        one("gearmand_store_changes_waiting", "gauge", "Changes that no group has yet.", snapshot.storeWaiting());
        one("gearmand_store_groups_total", "counter", "Groups written, a commit each.", store.groups());
        one("gearmand_store_jobs_written_total", "counter", "Jobs kept.", store.written());
        one("gearmand_store_jobs_forgotten_total", "counter", "Jobs removed.", store.forgotten());
        one("gearmand_store_jobs_refused_total", "counter", "Jobs refused with QUEUE_ERROR.", store.refused());
        one("gearmand_store_failures_total", "counter", "Tries to write a group that failed.", store.failures());
        one("gearmand_store_recoveries_total", "counter", "Times it worked again.", store.recoveries());
    }

    private void one(String metric, String type, String help, long value) {
        head(metric, type, help);
        out.append(metric).append(' ').append(value).append('\n');
    }

    private void each(String metric, String type, String help, ToLongFunction<Inventory.Function> value) {
        head(metric, type, help);
        for (Inventory.Function f : snapshot.functions()) {
            line(metric, "function=\"" + escaped(f.name().toString()) + "\"", value.applyAsLong(f));
        }
    }

    private void head(String metric, String type, String help) {
        out.append("# HELP ").append(metric).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(metric).append(' ').append(type).append('\n');
    }

    private void line(String metric, String labels, long value) {
        out.append(metric).append('{').append(labels).append("} ").append(value).append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
