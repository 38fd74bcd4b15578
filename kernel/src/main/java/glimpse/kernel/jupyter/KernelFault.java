package glimpse.kernel.jupyter;

import glimpse.kernel.cell.CellResult;
import java.util.ArrayList;
import java.util.List;

/** What a cell gets for its answer when not its code but the kernel has failed: what, where, and what to do. */
final class KernelFault {
    private static final int MAX_FRAMES = 8;

    private KernelFault() {}

    static CellResult.Failed of(Throwable fault) {
        List<String> lines = new ArrayList<>();
        lines.add("The kernel failed, not the code of this cell: " + fault);
        StackTraceElement[] frames = fault.getStackTrace();
        for (int i = 0; i < Math.min(MAX_FRAMES, frames.length); i++) {
            lines.add("    at " + frames[i]);
        }
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            lines.add("Caused by: " + cause);
        }
        lines.add(
                "The kernel goes on and what it holds is kept. If cells go on failing like this, restart it; its log has the whole trace.");
        return new CellResult.Failed(fault.getClass().getName(), String.valueOf(fault.getMessage()), lines);
    }
}
