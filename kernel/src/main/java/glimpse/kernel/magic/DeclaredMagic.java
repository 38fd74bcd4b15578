package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.session.JavaSession;
import glimpse.kernel.session.Outcome;
import java.util.List;

/** What the session has declared besides variables. */
@Magic(
        value = {"methods", "types", "imports"},
        usage = {"%methods", "%types", "%imports"},
        help = "lists the methods, the types or the imports of the session")
final class DeclaredMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) {
        JavaSession session = call.context().session();
        List<String> found = switch (call.name()) {
            case "methods" -> session.methods();
            case "types" -> session.types();
            default -> session.imports();
        };
        String text = found.isEmpty() ? "no " + call.name() : String.join("\n", found);
        call.context().output().write(Stream.STDOUT, text + "\n");
        return new Outcome.NoValue(List.of());
    }
}
