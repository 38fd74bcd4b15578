package glimpse.bench.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process has used of the processors, user and system, from {@code /proc/PID/stat} (proc(5)), in steps of 10 ms. */
final class ProcessorTime {
    private static final double TICKS_PER_SECOND = 100;

    private final Path stat;

    ProcessorTime(long pid) {
        this.stat = Path.of("/proc/" + pid + "/stat");
    }

    double seconds() throws IOException {
        String line = Files.readString(stat);
        // The second field, the command in brackets, may hold blanks; the 14th and 15th are utime and stime.
        List<String> fields = List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
        return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) / TICKS_PER_SECOND;
    }
}
