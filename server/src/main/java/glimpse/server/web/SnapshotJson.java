package glimpse.server.web;

import glimpse.server.job.Inventory;
import glimpse.server.store.StoreFigures;
import java.util.Comparator;
import java.util.List;

/** A snapshot as JSON, for the page. */
final class SnapshotJson {
    /** More than anybody reads; the busiest are shown. */
    private static final int MAX_FUNCTIONS = 200;

    private final StringBuilder out = new StringBuilder(1024);

    private SnapshotJson() {}

    static String of(Snapshot s) {
        SnapshotJson json = new SnapshotJson();
        json.write(s);
        return json.out.toString();
    }

    private void write(Snapshot s) {
        out.append("{\"version\":");
        text(s.version());
        number("millis", s.millis());
        number("memory", s.memoryBytes());
        number("connections", s.connections());
        number("accepted", s.accepted());
        number("dropped", s.drops().values().stream().mapToLong(Long::longValue).sum());
        number("workers", s.workers());
        number("functionCount", s.functions().size());
        totals(s.functions());
        s.store().ifPresent(store -> store(store, s.storeWaiting()));
        out.append(",\"functions\":[");
        List<Inventory.Function> busiest = s.functions().stream()
                .sorted(Comparator.comparingInt(Inventory.Function::total)
                        .thenComparing(Inventory.Function::completed)
                        .reversed())
                .limit(MAX_FUNCTIONS)
                .sorted(Comparator.comparing(Inventory.Function::name))
                .toList();
        for (int i = 0; i < busiest.size(); i++) {
            out.append(i == 0 ? "" : ",");
            function(busiest.get(i));
        }
        out.append("],\"running\":[");
        for (int i = 0; i < s.running().size(); i++) {
            out.append(i == 0 ? "" : ",");
            running(s.running().get(i));
        }
        out.append("]}");
    }

    private void totals(List<Inventory.Function> functions) {
        number(
                "submitted",
                functions.stream().mapToLong(Inventory.Function::submitted).sum());
        number(
                "completed",
                functions.stream().mapToLong(Inventory.Function::completed).sum());
        number(
                "failed",
                functions.stream().mapToLong(Inventory.Function::failed).sum());
        number(
                "waiting",
                functions.stream()
                        .mapToLong(f -> f.high() + f.normal() + f.low())
                        .sum());
        number(
                "runningJobs",
                functions.stream().mapToLong(Inventory.Function::running).sum());
    }

    private void store(StoreFigures store, int waiting) {
        out.append(",\"store\":{\"works\":").append(store.works());
        number("waiting", waiting);
        number("groups", store.groups());
        number("written", store.written());
        number("forgotten", store.forgotten());
        number("refused", store.refused());
        number("failures", store.failures());
        number("recoveries", store.recoveries());
        out.append('}');
    }

    private void function(Inventory.Function f) {
        out.append("{\"name\":");
        text(f.name().toString());
        number("high", f.high());
        number("normal", f.normal());
        number("low", f.low());
        number("running", f.running());
        number("workers", f.workers());
        number("submitted", f.submitted());
        number("completed", f.completed());
        number("failed", f.failed());
        number("requeued", f.requeued());
        out.append('}');
    }

    private void running(Inventory.RunningJob job) {
        out.append("{\"handle\":");
        text(job.handle());
        out.append(",\"function\":");
        text(job.function().toString());
        out.append(",\"worker\":");
        text(job.worker());
        out.append(",\"id\":");
        text(job.clientId().toString());
        number("millis", job.millis());
        out.append('}');
    }

    private void number(String name, long value) {
        out.append(",\"").append(name).append("\":").append(value);
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x2028 || c == 0x2029) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
