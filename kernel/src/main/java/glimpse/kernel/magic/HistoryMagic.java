package glimpse.kernel.magic;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.cell.RanCells;
import glimpse.kernel.session.Outcome;
import java.util.List;

/** The cells that have run. */
@Magic(
        value = {"history", "hist"},
        usage = {"%history", "%history TEXT"},
        help = "shows the cells of this session, or those with that text in them")
final class HistoryMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) throws MagicException {
        StringBuilder text = new StringBuilder();
        for (Cell cell : call.context().service(RanCells.class).all()) {
            if (cell.code().contains(call.arguments())) {
                String label = cell.name().replaceFirst("^cell ", "") + ": ";
                String below = "\n" + " ".repeat(label.length());
                text.append(label)
                        .append(cell.code().strip().replace("\n", below))
                        .append('\n');
            }
        }
        call.context().output().write(Stream.STDOUT, text.isEmpty() ? "no such cell\n" : text.toString());
        return new Outcome.NoValue(List.of());
    }
}
