package glimpse.worker.slot;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import glimpse.cluster.channel.LogEvent.Stream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a task logs through java.util.logging or SLF4J goes to its log as lines of standard error, {@code LEVEL logger: message}; all else
 * where it went before.
 */
final class TaskLogging {
    private TaskLogging() {}

    /** Takes the root of both; doing it twice changes nothing. */
    static synchronized void install() {
        java.util.logging.Logger root = LogManager.getLogManager().getLogger("");
        Handler[] handlers = root.getHandlers();
        if (handlers.length != 1 || !(handlers[0] instanceof JavaHandler)) {
            for (Handler handler : handlers) {
                root.removeHandler(handler);
            }
            root.addHandler(new JavaHandler(List.of(handlers)));
        }
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            takeRoot(context);
        }
    }

    private static void takeRoot(LoggerContext context) {
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        List<Appender<ILoggingEvent>> before = new ArrayList<>();
        for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
            before.add(all.next());
        }
        if (before.size() == 1 && before.get(0) instanceof TaskAppender) {
            return;
        }
        before.forEach(root::detachAppender);
        TaskAppender appender = new TaskAppender(before);
        appender.setContext(context);
        appender.setName("task");
        appender.start();
        root.addAppender(appender);
    }

    private static void log(TaskLog log, String level, String logger, String message, String trace) {
        String text = level + " " + logger + ": " + message + (trace.isEmpty() ? "" : "\n" + trace);
        text.lines().forEach(line -> log.line(Stream.ERR, line));
    }

    private static final class TaskAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
        private final List<Appender<ILoggingEvent>> before;

        TaskAppender(List<Appender<ILoggingEvent>> before) {
            this.before = before;
        }

        @Override
        protected void append(ILoggingEvent event) {
            TaskLog log = TaskLog.current();
            if (log == null) {
                before.forEach(appender -> appender.doAppend(event));
            } else {
                String trace =
                        event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
                log(log, event.getLevel().toString(), event.getLoggerName(), event.getFormattedMessage(), trace);
            }
        }
    }

    private static final class JavaHandler extends Handler {
        private final List<Handler> before;
        private final SimpleFormatter formatter = new SimpleFormatter();

        JavaHandler(List<Handler> before) {
            this.before = before;
        }

        @Override
        public void publish(LogRecord entry) {
            TaskLog log = TaskLog.current();
            if (log == null) {
                before.forEach(handler -> handler.publish(entry));
            } else if (isLoggable(entry)) {
                log(
                        log,
                        entry.getLevel().getName(),
                        String.valueOf(entry.getLoggerName()),
                        String.valueOf(formatter.formatMessage(entry)),
                        trace(entry.getThrown()));
            }
        }

        private static String trace(Throwable thrown) {
            if (thrown == null) {
                return "";
            }
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text, true));
            return text.toString();
        }

        @Override
        public void flush() {
            before.forEach(Handler::flush);
        }

        @Override
        public void close() {
            before.forEach(Handler::close);
        }
    }
}
