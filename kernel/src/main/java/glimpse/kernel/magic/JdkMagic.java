package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.session.Outcome;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/** The Java that runs this session. */
@Magic(
        value = "jdk",
        usage = "%jdk",
        help =
                "tells which Java runs this session, with which options and how much memory; JAVA_HOME chooses another for the next")
final class JdkMagic implements MagicAction {
    private static final double MEGABYTE = 1 << 20;

    @Override
    public Outcome run(MagicCall call) {
        Runtime runtime = Runtime.getRuntime();
        String text = "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")\n"
                + "home     " + System.getProperty("java.home") + "\n"
                + "options  "
                + String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()) + "\n"
                + "memory   " + megabytes(runtime.totalMemory() - runtime.freeMemory()) + " used of "
                + megabytes(runtime.maxMemory()) + "\n"
                + "cores    " + runtime.availableProcessors() + "\n";
        call.context().output().write(Stream.STDOUT, text);
        return new Outcome.NoValue(List.of());
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MB", bytes / MEGABYTE);
    }
}
