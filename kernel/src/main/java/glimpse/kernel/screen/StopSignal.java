package glimpse.kernel.screen;

import glimpse.kernel.cell.Interpreter;
import java.io.IOException;
import org.jline.utils.Signals;

/** Ctrl-C of a process without a prompt: stops the running cell, the third one ends the process. */
public final class StopSignal {
    private static final int STOPPED_BY_SIGNAL = 130;
    private static final int PATIENCE = 2;

    private final Interpreter interpreter;
    private int count;

    private StopSignal(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** Has the signal stop {@code interpreter}'s cells while {@code work} runs. */
    public static int during(Work work, Interpreter interpreter) throws IOException {
        Object before = Signals.register("INT", new StopSignal(interpreter)::signal);
        try {
            return work.run();
        } finally {
            Signals.unregister("INT", before);
        }
    }

    private synchronized void signal() {
        count++;
        if (count > PATIENCE) {
            Runtime.getRuntime().halt(STOPPED_BY_SIGNAL);
        }
        interpreter.interrupt();
    }

    /** Work that ends with an exit status. */
    @FunctionalInterface
    public interface Work {
        int run() throws IOException;
    }
}
