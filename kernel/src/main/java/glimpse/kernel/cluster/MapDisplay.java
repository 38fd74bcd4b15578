package glimpse.kernel.cluster;

import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.pool.MapListener;
import glimpse.cluster.pool.Progress;
import glimpse.kernel.cell.CellOutput;
import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.display.DisplayData;
import java.util.Optional;
import java.util.UUID;

/**
 * What a running map shows in its cell: progress once it has run for a second, the lines of its tasks under the name of their worker,
 * and why it does not go on. On the thread of the map.
 */
final class MapDisplay implements MapListener, AutoCloseable {
    private final CellOutput output;
    private final String name;
    private final String start;
    private final String displayId = "glimpse-map-" + UUID.randomUUID();
    private boolean shown;
    private boolean started;
    private Progress last;

    /** @param start what is waited for until the first worker is there */
    MapDisplay(CellOutput output, String name, String start) {
        this.output = output;
        this.start = start;
        this.name = name.isEmpty() ? "map" : name;
    }

    @Override
    public void progress(Progress progress) {
        last = progress;
        started |= progress.slots() > 0 || progress.done() > 0;
        if (shown) {
            output.update(form(progress), displayId);
        } else if (progress.elapsed().compareTo(SlowStart.QUIET) >= 0) {
            shown = true;
            output.display(form(progress), Optional.of(displayId));
        }
    }

    private DisplayData form(Progress progress) {
        return started ? ProgressForm.running(name, progress) : ProgressForm.waiting(name, progress, start);
    }

    @Override
    public void log(LogEvent event) {
        Stream stream = event.stream() == LogEvent.Stream.ERR ? Stream.STDERR : Stream.STDOUT;
        String label = "[" + event.worker() + "] ";
        StringBuilder text = new StringBuilder();
        for (int begin = 0; begin < event.text().length(); ) {
            int end = event.text().indexOf('\n', begin) + 1;
            end = end == 0 ? event.text().length() : end;
            text.append(label).append(event.text(), begin, end);
            begin = end;
        }
        output.write(stream, text.toString());
    }

    @Override
    public void linesLost(String worker, long lines) {
        output.write(Stream.STDERR, "[" + worker + "] (" + lines + " lines lost)\n");
    }

    @Override
    public void waiting(String reason) {
        output.write(Stream.STDERR, reason + "\n");
    }

    /** The map is over, one way or the other: what is shown last stays. */
    @Override
    public void close() {
        if (shown) {
            output.update(ProgressForm.over(name, last), displayId);
        }
    }
}
