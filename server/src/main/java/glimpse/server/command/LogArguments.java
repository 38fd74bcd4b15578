package glimpse.server.command;

import glimpse.server.log.Verbosity;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options about the log. */
final class LogArguments {
    /** What the option is given without a value; an empty word is none. */
    private static final String ONE_MORE = "+";

    @Option(
            names = {"-l", "--log-file"},
            paramLabel = "file",
            description =
                    "Log file to write errors and information to; also forces the first verbose level. stderr and none"
                            + " are names of their own. Default is stderr.")
    String logFile;

    @Option(names = "--syslog", description = "Use syslog.")
    boolean syslog;

    @Option(
            names = {"-v", "--verbose"},
            arity = "0..1",
            fallbackValue = ONE_MORE,
            paramLabel = "level",
            description =
                    "Increase verbosity level by one (-v, -vv, ...), or set it: FATAL ALERT CRITICAL ERROR WARNING NOTICE"
                            + " INFO DEBUG (ERROR).")
    List<String> verbose = new ArrayList<>();

    Verbosity verbosity() throws UsageException {
        Verbosity level = logFile == null ? Verbosity.ERROR : Verbosity.ERROR.plus(1);
        int steps = 0;
        for (String word : verbose) {
            if (word.equals(ONE_MORE)) {
                steps++;
            } else if (word.matches("v+")) {
                steps += 1 + word.length();
            } else {
                try {
                    return Verbosity.valueOf(word);
                } catch (IllegalArgumentException e) {
                    throw new UsageException("Invalid value for --verbose supplied");
                }
            }
        }
        return steps == 0 ? level : Verbosity.ERROR.plus(steps);
    }
}
