package glimpse.kernel.magic;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.session.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file run as part of the session. */
@Magic(
        value = {"load", "run"},
        usage = "%load FILE",
        help = "runs a file of snippets and magics in this session")
final class LoadMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) throws MagicException, IOException {
        if (call.words().size() != 1) {
            throw new MagicException("name one file");
        }
        Path file = Path.of(call.words().get(0));
        if (!Files.isReadable(file)) {
            throw new MagicException("no file " + file + " in " + Path.of("").toAbsolutePath());
        }
        return call.context().run(new Cell(file.getFileName().toString(), Files.readString(file)));
    }
}
