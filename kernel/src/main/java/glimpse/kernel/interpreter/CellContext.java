package glimpse.kernel.interpreter;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CellOutput;
import glimpse.kernel.cell.Interpreter;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.display.Renderers;
import glimpse.kernel.magic.MagicContext;
import glimpse.kernel.magic.MagicException;
import glimpse.kernel.magic.Magics;
import glimpse.kernel.session.JavaSession;
import glimpse.kernel.session.Outcome;
import java.util.Optional;

/** What the magics of one running cell work with. */
record CellContext(JavaInterpreter interpreter, Cell cell, CellOutput output) implements MagicContext {
    @Override
    public JavaSession session() {
        return interpreter.session();
    }

    @Override
    public Renderers renderers() {
        return interpreter.renderers();
    }

    @Override
    public Magics magics() {
        return interpreter.magics();
    }

    @Override
    public Outcome run(String code, int line) {
        return run(new Cell(cell.name(), "\n".repeat(line - 1) + code));
    }

    @Override
    public Outcome run(Cell source) {
        return interpreter.runParts(source, output);
    }

    @Override
    public Optional<DisplayData> documentation(String code) {
        return interpreter.inspect(code, code.length(), Interpreter.Detail.FULL);
    }

    @Override
    public <T> T service(Class<T> type) throws MagicException {
        return interpreter
                .service(type)
                .orElseThrow(
                        () -> new MagicException("not available here: this session has no " + type.getSimpleName()));
    }
}
