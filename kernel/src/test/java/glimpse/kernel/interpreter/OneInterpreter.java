package glimpse.kernel.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CellResult;
import glimpse.kernel.cell.RecordedOutput;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.session.SessionOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests that run cells, each named {@code cell 3}, in one interpreter for all of the class. */
public abstract class OneInterpreter {
    protected static JavaInterpreter interpreter;

    /** What the cells of this test have printed and displayed. */
    protected final RecordedOutput output = new RecordedOutput();

    @BeforeAll
    static void open() {
        interpreter = JavaInterpreter.open(SessionOptions.java());
    }

    @AfterAll
    static void close() {
        interpreter.close();
    }

    protected final CellResult run(String code) {
        return interpreter.run(new Cell("cell 3", code), output);
    }

    /** The value of a cell that completes and has one. */
    protected final DisplayData value(String code) {
        CellResult result = run(code);
        assertThat(result).isInstanceOf(CellResult.Completed.class);
        return ((CellResult.Completed) result).value().orElseThrow();
    }

    /** That value as text. */
    protected final String text(String code) {
        return value(code).text();
    }

    /** How a cell fails that has to. */
    protected final CellResult.Failed failed(String code) {
        CellResult result = run(code);
        assertThat(result).isInstanceOf(CellResult.Failed.class);
        return (CellResult.Failed) result;
    }
}
