package glimpse.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** gearmand's levels, the gravest first. A server logs its own level and those before it. */
public enum Verbosity {
    FATAL(0),
    ALERT(1),
    CRITICAL(2),
    ERROR(3),
    WARNING(4),
    NOTICE(5),
    INFO(6),
    DEBUG(7);

    /** Marks the lines that stand between WARNING and INFO. */
    static final Marker NOTICE_MARKER = MarkerFactory.getMarker("NOTICE");

    /** What the system's log calls it: RFC 3164, table 2. */
    final int severity;

    Verbosity(int severity) {
        this.severity = severity;
    }

    /** The level that is this many steps more talkative. */
    public Verbosity plus(int steps) {
        Verbosity level = this;
        for (int i = 0; i < steps; i++) {
            level = level.next();
        }
        return level;
    }

    private Verbosity next() {
        return switch (this) {
            case FATAL -> ALERT;
            case ALERT -> CRITICAL;
            case CRITICAL -> ERROR;
            case ERROR -> WARNING;
            case WARNING -> NOTICE;
            case NOTICE -> INFO;
            case INFO, DEBUG -> DEBUG;
        };
    }

    static Verbosity of(ILoggingEvent event) {
        if (event.getMarkerList() != null && event.getMarkerList().contains(NOTICE_MARKER)) {
            return NOTICE;
        }
        return switch (event.getLevel().toInt()) {
            case Level.ERROR_INT -> ERROR;
            case Level.WARN_INT -> WARNING;
            case Level.INFO_INT -> INFO;
            default -> DEBUG;
        };
    }

    /** The least grave of Logback's levels that this one lets through. */
    Level level() {
        return switch (this) {
            case FATAL, ALERT, CRITICAL, ERROR -> Level.ERROR;
            case WARNING, NOTICE -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
        };
    }

    /** The same for the log of single jobs, whose lines are notices and are not made where nobody wants them. */
    Level jobLevel() {
        return compareTo(NOTICE) >= 0 ? Level.DEBUG : level();
    }
}
