package glimpse.server.command;

import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import glimpse.server.job.JobRules;
import glimpse.server.log.ServerLog;
import glimpse.server.log.Verbosity;
import glimpse.server.store.QueueType;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The program gearmand, without a {@code main}. */
public final class GearmandCommand {
    private static final Logger LOG = LoggerFactory.getLogger(GearmandCommand.class);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * A command that has not been run.
     *
     * @param environment of which {@code GEARMAND_PORT} counts
     */
    public GearmandCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Runs gearmand with the streams and the environment of this process, until it is stopped by a signal. */
    public static int run(String... arguments) {
        return new GearmandCommand(System.getenv(), System.out, System.err).call(arguments);
    }

    /**
     * Runs gearmand until it is stopped.
     *
     * @return the exit code: 0 after help, version, checked arguments or an orderly end; 1 for anything wrong
     */
    public int call(String... words) {
        try {
            GearmandArguments arguments = parse(words);
            ServerOptions options = options(arguments);
            if (arguments.checkArgs) {
                return 0;
            }
            if (arguments.help) {
                new CommandLine(new GearmandArguments()).usage(out);
                return 0;
            }
            if (arguments.version) {
                out.println("\ngearmand " + GearmandServer.version() + " - Glimpse");
                return 0;
            }
            return serve(arguments, options);
        } catch (UsageException | IOException e) {
            err.println("gearmand: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    // ---- arguments

    private GearmandArguments parse(String... words) throws UsageException {
        CommandLine typed = parsed(Arrays.asList(words));
        GearmandArguments arguments = typed.getCommand();
        Path file = arguments.configFile.isEmpty() ? ConfigFile.DEFAULT : Path.of(arguments.configFile);
        if (arguments.configFile.isEmpty() && !Files.isReadable(file)) {
            return arguments;
        }
        List<String> all = new ArrayList<>();
        for (String option : ConfigFile.read(file, typed.getCommandSpec())) {
            String name = option.split("=", 2)[0];
            if (!typed.getParseResult().hasMatchedOption(name)) {
                all.add(option);
            }
        }
        all.addAll(Arrays.asList(words));
        return parsed(all).getCommand();
    }

    private static CommandLine parsed(List<String> words) throws UsageException {
        CommandLine line = new CommandLine(new GearmandArguments()).setExpandAtFiles(false);
        UsageText.requireValues(words);
        try {
            line.parseArgs(words.toArray(String[]::new));
            return line;
        } catch (CommandLine.ParameterException e) {
            throw UsageText.of(e, words);
        }
    }

    private ServerOptions options(GearmandArguments a) throws UsageException {
        Range.require("job-retries", a.jobRetries, -1, 255);
        Range.require("worker-wakeup", a.workerWakeup, 0, 255);
        Range.require("threads", a.threads, 0, 1024);
        Range.require("backlog", a.backlog, 0, Integer.MAX_VALUE);
        Range.require("hashtable-buckets", a.hashtableBuckets, 1, 1 << 28);
        Range.require("file-descriptors", a.process.fileDescriptors(), 0, Long.MAX_VALUE);
        boolean http = a.protocol.equalsIgnoreCase("http");
        if (!http && !a.protocol.isEmpty() && !a.checkArgs) {
            throw new UsageException("Unknown protocol module : " + a.protocol);
        }
        int httpPort = PortName.read("http-port", a.httpPort);
        a.queue.check();
        return ServerOptions.standard()
                .withListen(a.listen)
                .withPort(port(a.port))
                .withHttpPort(http ? OptionalInt.of(httpPort) : OptionalInt.empty())
                .withWeb(a.web.webListen, a.web.port())
                .withBacklog(a.backlog)
                .withThreads(a.threads)
                .withTls(a.tls.tls(environment))
                .withKeepalive(a.limits.keepalive())
                .withLimits(a.limits.limits())
                .withVerbosity(a.log.verbosity())
                .withJobs(rules(a))
                .withQueue(a.checkArgs ? QueueType.BUILTIN : a.queue.queue());
    }

    private static JobRules rules(GearmandArguments a) throws UsageException {
        String standard = ServerOptions.standard().jobs().handlePrefix();
        String prefix = a.jobHandlePrefix == null ? standard : a.jobHandlePrefix;
        if (prefix.length() > 63) {
            throw new UsageException("job-handle-prefix of " + prefix.length() + " characters (expected: <= 63)");
        }
        return new JobRules(
                prefix,
                Math.max(0, a.jobRetries),
                a.workerWakeup,
                a.hashtableBuckets,
                a.roundRobin ? JobRules.Order.ROUND_ROBIN : JobRules.Order.ANNOUNCED,
                a.exceptions ? JobRules.Exceptions.ALWAYS : JobRules.Exceptions.ON_REQUEST);
    }

    /** The environment counts only while the port is the usual one. */
    private int port(String typed) throws UsageException {
        String text = typed;
        if (typed.equals("4730") && environment.get("GEARMAND_PORT") != null) {
            text = environment.get("GEARMAND_PORT");
        }
        return PortName.read("port", text);
    }

    // ---- the server

    private int serve(GearmandArguments arguments, ServerOptions options) throws IOException, InterruptedException {
        boolean daemon = arguments.process.daemon;
        if (daemon && !Daemon.isChild(environment)) {
            return Daemon.start();
        }
        if (arguments.process.fileDescriptors() > 0) {
            Privileges.fileDescriptors(arguments.process.fileDescriptors());
        }
        if (arguments.process.coredump) {
            Privileges.coredump();
        }
        if (!arguments.process.user.isEmpty()) {
            Privileges.become(arguments.process.user);
        }
        if (daemon) {
            Daemon.detach();
        }
        PidFile pidFile = PidFile.write(arguments.process.pidFile);
        try {
            ServerLog log = openLog(arguments.log, options.verbosity());
            GearmandServer server = started(options, log);
            Signals.on("TERM", server::close);
            Signals.on("INT", server::close);
            Signals.on("USR1", server::closeWhenEmpty);
            Signals.on("HUP", log::reopen);
            LOG.info("Listening on {}:{}", options.listen().isEmpty() ? "*" : options.listen(), server.port());
            server.httpPort().ifPresent(port -> LOG.info("Listening on port {} for HTTP", port));
            server.webPort().ifPresent(port -> LOG.info("Listening on port {} for the status page", port));
            if (daemon) {
                Daemon.ready();
            }
            server.awaitClosed();
            LOG.info("Shutdown complete");
            return 0;
        } finally {
            pidFile.delete();
        }
    }

    /** Standard error may be nobody's; what keeps the server from serving is also in the log. */
    private static GearmandServer started(ServerOptions options, ServerLog log)
            throws IOException, InterruptedException {
        try {
            return Binding.start(options);
        } catch (IOException e) {
            if (!log.isStandardError()) {
                LOG.error("{}", e.getMessage());
            }
            throw e;
        }
    }

    /** A log that cannot be written to is no reason not to serve: the log goes to standard error. */
    private ServerLog openLog(LogArguments arguments, Verbosity verbosity) throws IOException {
        String file = arguments.logFile != null ? arguments.logFile : arguments.syslog ? "none" : "stderr";
        ServerLog log;
        try {
            log = ServerLog.open(file, verbosity);
        } catch (IOException e) {
            err.println("gearmand: " + e.getMessage());
            log = ServerLog.open("stderr", verbosity);
        }
        if (arguments.syslog) {
            log.alsoToSyslog();
        }
        return log;
    }
}
