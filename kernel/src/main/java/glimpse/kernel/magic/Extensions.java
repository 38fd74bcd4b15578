package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.cell.CurrentCell;
import java.util.ArrayDeque;
import java.util.Deque;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The extensions for JJava that libraries have brought into a session. Any thread. */
public final class Extensions {
    private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);

    /** The last installed first. */
    private final Deque<Installed> installed = new ArrayDeque<>();

    /** @param cell that has installed it, to which what it prints belongs */
    private record Installed(Extension extension, CurrentCell cell) {}

    /** Installs one on the thread of a cell. What it throws is told, and costs nothing but the extension: the library itself is there. */
    void install(String className, MagicContext context) {
        try {
            ClassLoader loader = context.session().sessionClasses().loader();
            Extension extension = Class.forName(className, true, loader)
                    .asSubclass(Extension.class)
                    .getDeclaredConstructor()
                    .newInstance();
            extension.install(BaseKernel.notebookKernel());
            CurrentCell.get().ifPresent(cell -> add(new Installed(extension, cell)));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String text = "the extension for JJava " + className + " could not be installed: " + cause + "\n";
            context.output().write(Stream.STDERR, text);
        }
    }

    private synchronized void add(Installed one) {
        installed.push(one);
    }

    public synchronized boolean isEmpty() {
        return installed.isEmpty();
    }

    /** The session ends: uninstalls them all, each once, as if its cell did. */
    public void uninstall() {
        for (Installed one = next(); one != null; one = next()) {
            Extension extension = one.extension();
            try {
                one.cell().call(() -> {
                    extension.uninstall(BaseKernel.notebookKernel());
                    return null;
                });
            } catch (RuntimeException | LinkageError e) {
                LOG.warn(
                        "the extension for JJava {} could not be uninstalled",
                        extension.getClass().getName(),
                        e);
            }
        }
    }

    private synchronized Installed next() {
        return installed.poll();
    }
}
