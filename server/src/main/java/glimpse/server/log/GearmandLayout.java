package glimpse.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Log events as gearmand's lines. */
final class GearmandLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    @Override
    public String doLayout(ILoggingEvent event) {
        Verbosity level = Verbosity.of(event);
        StringBuilder line = new StringBuilder(160);
        line.append(String.format("%7s ", level));
        line.append(TIME.format(time(event))).append(' ');
        line.append(String.format("[%6s ] ", thread(event.getThreadName())));
        line.append(event.getFormattedMessage());
        if (level != Verbosity.INFO && event.getCallerData().length > 0) {
            StackTraceElement caller = event.getCallerData()[0];
            line.append(" -> ").append(caller.getFileName()).append(':').append(caller.getLineNumber());
        }
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
    }

    private static LocalDateTime time(ILoggingEvent event) {
        Instant instant = event.getInstant();
        return LocalDateTime.ofInstant(
                instant != null ? instant : Instant.ofEpochMilli(event.getTimeStamp()), ZoneId.systemDefault());
    }

    /** {@code main}, {@code proc}, or the number of an I/O thread, as gearmand tags them. */
    private static String thread(String name) {
        if (name.startsWith("io-")) {
            return name.substring(name.lastIndexOf('-') + 1);
        }
        return name.startsWith("proc") ? "proc" : "main";
    }
}
