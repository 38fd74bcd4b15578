package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.session.Outcome;
import java.util.List;

/** What is known of a name. */
@Magic(
        value = {DocMagic.NAME, "pinfo"},
        usage = {"%doc NAME"},
        help =
                "shows the signature and the documentation of a class, method or variable, or how to type a magic; NAME? and ?NAME are the short forms")
final class DocMagic implements MagicAction {
    static final String NAME = "doc";

    @Override
    public Outcome run(MagicCall call) throws MagicException {
        String name = call.arguments().replaceFirst("[;?]+$", "").strip();
        if (name.isEmpty()) {
            throw new MagicException("name a class, a method, a variable or a magic, such as List.of");
        }
        if (name.startsWith("%")) {
            MagicAction magic = call.context().magics().named(name.replaceFirst("^%+", ""));
            call.context().output().write(Stream.STDOUT, Magics.help(magic));
            return new Outcome.NoValue(List.of());
        }
        DisplayData known =
                call.context().documentation(name).orElseThrow(() -> new MagicException("nothing is known of " + name));
        return new Outcome.Value(known, DisplayData.class.getSimpleName());
    }
}
