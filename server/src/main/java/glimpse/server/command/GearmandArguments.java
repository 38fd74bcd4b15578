package glimpse.server.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of gearmand as they were typed. */
@Command(name = "gearmand", sortOptions = false, usageHelpAutoWidth = true, description = "The Gearman job server.")
final class GearmandArguments {
    @Mixin
    final ProcessArguments process = new ProcessArguments();

    @Mixin
    final LogArguments log = new LogArguments();

    @Mixin
    final LimitArguments limits = new LimitArguments();

    @Mixin
    final TlsArguments tls = new TlsArguments();

    @Mixin
    final WebArguments web = new WebArguments();

    @Option(
            names = {"-b", "--backlog"},
            paramLabel = "n",
            description = "Number of backlog connections for listen (${DEFAULT-VALUE}).")
    int backlog = 32;

    @Option(names = "--check-args", description = "Check command line and configuration file arguments and then exit.")
    boolean checkArgs;

    @Option(
            names = "--config-file",
            paramLabel = "file",
            description = "File with further options; those on the command line win.")
    String configFile = "";

    @Option(names = "--exceptions", description = "Send WORK_EXCEPTION to every client, asked for or not.")
    boolean exceptions;

    @Option(
            names = "--hashtable-buckets",
            paramLabel = "n",
            description = "Number of buckets that the tables of jobs begin with; they grow by themselves"
                    + " (${DEFAULT-VALUE}).")
    int hashtableBuckets = 991;

    @Option(
            names = {"-h", "--help"},
            description = "Print this help menu.")
    boolean help;

    @Option(
            names = "--http-port",
            paramLabel = "port",
            description = "Port to listen on for HTTP, with --protocol=http (${DEFAULT-VALUE}).")
    String httpPort = "8080";

    @Option(
            names = "--job-handle-prefix",
            paramLabel = "text",
            description = "What stands before the colon of a job handle (H:<host name>).")
    String jobHandlePrefix;

    @Option(
            names = {"-j", "--job-retries"},
            paramLabel = "n",
            description = "Number of attempts to run the job before the job server removes it; 0 is no limit"
                    + " (${DEFAULT-VALUE}).")
    int jobRetries;

    @Option(
            names = {"-L", "--listen"},
            paramLabel = "address",
            description = "Address the server should listen on (all).")
    String listen = "";

    @Option(
            names = {"-p", "--port"},
            paramLabel = "port",
            description = "Port the server should listen on (4730).")
    String port = "4730";

    @Option(
            names = {"-r", "--protocol"},
            paramLabel = "module",
            description = "Load protocol module: http.")
    String protocol = "";

    @Option(
            names = {"-R", "--round-robin"},
            description =
                    "Assign work in round-robin order per worker connection. The default is to assign work in the order of"
                            + " functions added by the worker.")
    boolean roundRobin;

    @Option(
            names = {"-t", "--threads"},
            paramLabel = "n",
            description =
                    "Number of I/O threads to use; 0: everything in one thread, 1: listening apart, more: processing"
                            + " apart too (${DEFAULT-VALUE}).")
    int threads;

    @Option(
            names = {"-V", "--version"},
            description = "Display the version of gearmand and exit.")
    boolean version;

    @Option(
            names = {"-w", "--worker-wakeup"},
            paramLabel = "n",
            description = "Number of workers to wakeup for each job received; 0 wakes all (${DEFAULT-VALUE}).")
    int workerWakeup;

    @Mixin
    QueueArguments queue = new QueueArguments();
}
