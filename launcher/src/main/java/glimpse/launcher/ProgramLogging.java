package glimpse.launcher;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.CoreConstants;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logback with {@link StderrLogging}, named to SLF4J: both would search every jar of the program for services, which opens them all and is a
 * tenth of a start. Public for SLF4J.
 */
public final class ProgramLogging implements SLF4JServiceProvider {
    private static final String VERBOSITY = "slf4j.internal.verbosity";

    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    private final IMarkerFactory markers = new BasicMarkerFactory();

    /** Sets logging up, before there are threads that log. A configuration or provider that the user has named is searched for as ever. */
    static void begin() {
        if (System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null
                || System.getProperty(LoggerFactory.PROVIDER_PROPERTY_KEY) != null) {
            return;
        }
        System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, ProgramLogging.class.getName());
        System.setProperty(VERBOSITY, "WARN"); // or SLF4J says on standard error what it was told
        ILoggerFactory unused = LoggerFactory.getILoggerFactory();
        System.clearProperty(LoggerFactory.PROVIDER_PROPERTY_KEY); // not for the SLF4J of a user's library
        System.clearProperty(VERBOSITY);
    }

    @Override
    public void initialize() {
        context.setName(CoreConstants.DEFAULT_CONTEXT_NAME);
        context.setMDCAdapter(mdc);
        new StderrLogging().configure(context);
        context.start();
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return context;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0";
    }
}
