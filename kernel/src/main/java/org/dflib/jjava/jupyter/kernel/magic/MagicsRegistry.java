package org.dflib.jjava.jupyter.kernel.magic;

import glimpse.api.Glimpse;
import glimpse.kernel.magic.MagicCall;
import io.github.spencerpark.jupyter.kernel.magic.CellMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.LineMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.common.Shell;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** The session's magics, by the names of JJava and IJava. On the threads of cells. */
public class MagicsRegistry {
    private final BaseKernel kernel;
    private final Map<String, LineMagic<?, BaseKernel>> lineMagics = new ConcurrentHashMap<>();
    private final Map<String, CellMagic<?, BaseKernel>> cellMagics = new ConcurrentHashMap<>();

    public MagicsRegistry(BaseKernel kernel) {
        this.kernel = kernel;
    }

    @SuppressWarnings("unchecked") // there is one kernel only
    public MagicsRegistry registerLineMagic(String name, LineMagic<?, ?> magic) {
        lineMagics.put(name, (LineMagic<?, BaseKernel>) magic);
        Glimpse.magic(name, (line, cell) -> run(name, line, cell));
        return this;
    }

    @SuppressWarnings("unchecked") // there is one kernel only
    public MagicsRegistry registerCellMagic(String name, CellMagic<?, ?> magic) {
        cellMagics.put(name, (CellMagic<?, BaseKernel>) magic);
        Glimpse.magic(name, (line, cell) -> run(name, line, cell));
        return this;
    }

    /** A magic on a line as IJava has it. */
    public MagicsRegistry registerLineMagic(String name, LineMagicFunction<?> magic) {
        return registerLineMagic(name, (BaseKernel self, List<String> args) -> magic.execute(args));
    }

    /** A magic with a cell below it as IJava has it. */
    public MagicsRegistry registerCellMagic(String name, CellMagicFunction<?> magic) {
        return registerCellMagic(name, (BaseKernel self, List<String> args, String body) -> magic.execute(args, body));
    }

    /**
     * Of IJava's classes of magics only the one of its own that notebooks name is known, whose {@code %sh} is there anyway.
     *
     * @throws UnsupportedOperationException if it is another one
     */
    public void registerMagics(Class<?> type) {
        if (type != Shell.class) {
            throw new UnsupportedOperationException(
                    type.getName()
                            + ": classes with annotated magics are not read here; register each: magic(\"name\", (line, cell) -> …)");
        }
    }

    private Object run(String name, String line, String cell) {
        List<String> arguments = MagicCall.words(line);
        try {
            if (cell.isEmpty() && lineMagics.containsKey(name)) {
                return lineMagics.get(name).eval(kernel, arguments);
            }
            if (!cellMagics.containsKey(name)) {
                throw new IllegalArgumentException("%%" + name + " takes no cell; type it as %" + name);
            }
            return cellMagics.get(name).eval(kernel, arguments, cell);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
