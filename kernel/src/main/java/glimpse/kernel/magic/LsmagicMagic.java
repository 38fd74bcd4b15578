package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.session.Outcome;
import java.util.List;

/** The magics there are. */
@Magic(value = "lsmagic", usage = "%lsmagic", help = "lists the magics")
final class LsmagicMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) {
        StringBuilder list = new StringBuilder();
        call.context().magics().all().forEach(magic -> list.append(Magics.help(magic)));
        call.context().output().write(Stream.STDOUT, list.toString());
        return new Outcome.NoValue(List.of());
    }
}
