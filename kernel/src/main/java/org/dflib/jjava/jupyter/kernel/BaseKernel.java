package org.dflib.jjava.jupyter.kernel;

import glimpse.api.Glimpse;
import glimpse.kernel.cell.CurrentCell;
import glimpse.kernel.display.Renderers;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/** The session of the calling thread's cell, by the names of JJava. */
public class BaseKernel {
    private static final Map<Renderers, BaseKernel> OF_SESSIONS = Collections.synchronizedMap(new WeakHashMap<>());

    private final Renderer renderer = new Renderer();
    private final MagicsRegistry magics = new MagicsRegistry(this);

    BaseKernel() {}

    /**
     * The kernel of the session that the calling thread belongs to.
     *
     * @throws IllegalStateException outside of cells
     */
    public static BaseKernel notebookKernel() {
        Renderers renderers = CurrentCell.get()
                .flatMap(cell -> cell.service(Renderers.class))
                .orElseThrow(() -> new IllegalStateException("no kernel: this thread does not belong to a cell"));
        return OF_SESSIONS.computeIfAbsent(renderers, session -> new BaseKernel());
    }

    public String getName() {
        return "Glimpse";
    }

    public Renderer getRenderer() {
        return renderer;
    }

    public MagicsRegistry getMagicsRegistry() {
        return magics;
    }

    /** The same, as IJava calls it. */
    public MagicsRegistry getMagics() {
        return magics;
    }

    /** Shows a bundle below the cell. */
    public void display(DisplayData data) {
        Glimpse.display(data.bundle());
    }

    /** Runs code, which may hold magics. */
    public Object evalRaw(String source) {
        return Glimpse.eval(source);
    }

    /** Runs code; its value as it would be shown, or null. */
    public DisplayData eval(String source) {
        Object value = evalRaw(source);
        return value == null ? null : renderer.render(value);
    }
}
