package glimpse.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.helpers.NOPAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.LoggerFactory;

/** Where the process logs to. Takes over all logging of the process; any thread may {@link #reopen}. */
public final class ServerLog {
    private final Appender<ILoggingEvent> appender;

    private ServerLog(Appender<ILoggingEvent> appender) {
        this.appender = appender;
    }

    /**
     * Sets up the log.
     *
     * @param file a path, or {@code stderr}, or {@code none}
     * @throws IOException if the file cannot be written; logging then goes to standard error
     */
    public static ServerLog open(String file, Verbosity verbosity) throws IOException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        switch (file) {
            case "stderr" -> {
                return start(context, console(), verbosity);
            }
            case "none" -> {
                return start(context, new NOPAppender<>(), verbosity);
            }
            default -> {
                try {
                    Files.newOutputStream(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                            .close();
                } catch (IOException | RuntimeException e) {
                    start(context, console(), verbosity);
                    throw new IOException("Could not open log file \"" + file + "\": " + FileReason.of(e), e);
                }
                FileAppender<ILoggingEvent> appender = new FileAppender<>();
                appender.setFile(file);
                appender.setAppend(true);
                return start(context, appender, verbosity);
            }
        }
    }

    private static ConsoleAppender<ILoggingEvent> console() {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        return appender;
    }

    private static ServerLog start(LoggerContext context, Appender<ILoggingEvent> appender, Verbosity verbosity) {
        appender.setContext(context);
        if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
            GearmandLayout layout = new GearmandLayout();
            layout.setContext(context);
            layout.start();
            LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
            encoder.setContext(context);
            encoder.setLayout(layout);
            encoder.start();
            stream.setEncoder(encoder);
        }
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(verbosity.level());
        root.addAppender(appender);
        context.getLogger(JobLog.LOGGER).setLevel(verbosity.jobLevel());
        context.getLogger("io.netty").setLevel(Level.WARN);
        return new ServerLog(appender);
    }

    /**
     * Sends every line to the system's log too.
     *
     * @throws IOException if this is no Linux
     */
    public void alsoToSyslog() throws IOException {
        alsoToSyslog(SystemLog.SOCKET);
    }

    void alsoToSyslog(String socket) throws IOException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        SystemLog systemLog = new SystemLog(socket);
        systemLog.setContext(context);
        systemLog.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(systemLog);
    }

    /** Whether its lines go where the program's own messages go. */
    public boolean isStandardError() {
        return appender instanceof ConsoleAppender;
    }

    /** Opens the file anew, after somebody has moved it away. */
    public synchronized void reopen() {
        if (appender instanceof FileAppender<ILoggingEvent>) {
            appender.stop();
            appender.start();
        }
    }
}
