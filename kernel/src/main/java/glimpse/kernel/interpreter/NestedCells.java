package glimpse.kernel.interpreter;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CurrentCell;
import glimpse.kernel.cell.Evaluator;
import glimpse.kernel.magic.MagicCall;
import glimpse.kernel.session.Outcome;
import glimpse.kernel.session.Problem;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/** Runs code for code: on the thread of the cell that asks. */
record NestedCells(JavaInterpreter interpreter, RunningCell running) implements Evaluator {
    @Override
    public Object eval(String code) {
        CurrentCell around = around();
        Cell cell = new Cell(around.cell().name(), code);
        return given(interpreter.runParts(cell, around.output()));
    }

    @Override
    public Object magic(String name, String arguments, Optional<String> body) {
        CurrentCell around = around();
        CellContext context = new CellContext(interpreter, around.cell(), around.output());
        return given(interpreter.runMagic(new MagicCall(1, name, arguments, body, context)));
    }

    private CurrentCell around() {
        if (!running.active()) {
            throw new IllegalStateException("the cell that asks has ended");
        }
        return CurrentCell.get().orElseThrow(() -> new IllegalStateException("this thread has no cell"));
    }

    private static Object given(Outcome outcome) {
        if (outcome instanceof Outcome.Value value) {
            return value.value();
        }
        if (outcome instanceof Outcome.NoValue none) {
            return none.kept();
        }
        if (outcome instanceof Outcome.NotCompiled not) {
            throw new IllegalArgumentException(
                    not.problems().stream().map(Problem::message).collect(Collectors.joining("\n")));
        }
        if (outcome instanceof Outcome.Threw threw) {
            throw NestedCells.<RuntimeException>asItIs(threw.exception());
        }
        throw new CancellationException("stopped");
    }

    /** What the user's code throws comes out of {@code eval} unwrapped. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E asItIs(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
