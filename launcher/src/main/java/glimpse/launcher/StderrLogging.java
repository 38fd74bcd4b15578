package glimpse.launcher;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * What the programs say of themselves goes to standard error; {@code -v} sets the level to INFO. Found by Logback as a service: a
 * {@code logback.xml} that says the same costs a start a quarter of a second; one named by {@code -Dlogback.configurationFile} is used. Called once, under Logback's lock.
 */
public final class StderrLogging extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        StderrAppender appender = new StderrAppender();
        appender.setContext(context);
        appender.setName("stderr");
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** {@code 12:00:00.123 WARN  History: …}, to what is {@code System.err} at that time. */
    private static final class StderrAppender extends AppenderBase<ILoggingEvent> {
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

        @Override
        protected void append(ILoggingEvent event) {
            System.err.print(line(event));
        }

        private static String line(ILoggingEvent event) {
            String name = event.getLoggerName();
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            return "%s %-5s %s: %s%n%s"
                    .formatted(
                            LocalTime.now(ZoneId.systemDefault()).format(TIME),
                            event.getLevel(),
                            name.substring(name.lastIndexOf('.') + 1),
                            event.getFormattedMessage(),
                            trace);
        }
    }
}
