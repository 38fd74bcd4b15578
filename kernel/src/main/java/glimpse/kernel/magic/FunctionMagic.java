package glimpse.kernel.magic;

import glimpse.kernel.session.Outcome;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A magic made of a function of the user's: it takes the rest of the line and the cell below, and what it gives is the cell's value.
 */
@Magic(
        value = {},
        usage = {},
        help = "made in this session")
public final class FunctionMagic implements MagicAction {
    private final String name;
    private final BiFunction<String, String, Object> function;

    public FunctionMagic(String name, BiFunction<String, String, Object> function) {
        this.name = name;
        this.function = function;
    }

    /** How to type it. */
    List<String> usage() {
        return Stream.of("%", "%%").map(sign -> sign + name + " ARGUMENTS").toList();
    }

    @Override
    public Outcome run(MagicCall call) {
        Object value = function.apply(call.arguments(), call.body().orElse(""));
        return value == null ? new Outcome.NoValue(List.of()) : new Outcome.Value(value, Object.class.getName());
    }
}
