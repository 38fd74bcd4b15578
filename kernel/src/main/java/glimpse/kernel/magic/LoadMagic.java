package glimpse.kernel.magic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.cell.Cell;
import glimpse.kernel.notebook.Notebook;
import glimpse.kernel.session.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A file run as part of the session. */
@Magic(
        value = {"load", "run"},
        usage = {"%load FILE", "%run FILE"},
        help = "runs a file of snippets and magics, or the code of a notebook, in this session",
        arguments = Magic.Arguments.FILES)
final class LoadMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) throws MagicException, IOException {
        if (call.words().size() != 1) {
            throw new MagicException("name one file");
        }
        Path file = file(call.words().get(0));
        String name = file.getFileName().toString();
        return name.endsWith(".ipynb")
                ? runNotebook(name, Notebook.read(file), call.context())
                : call.context().run(new Cell(name, Files.readString(file)));
    }

    private static Path file(String name) throws MagicException {
        return Stream.of("", ".jsh", ".jshell", ".java", ".ipynb")
                .map(ending -> Path.of(name + ending))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new MagicException("no file " + name + ", .jsh, .jshell, .java or .ipynb in "
                        + Path.of("").toAbsolutePath()));
    }

    private static Outcome runNotebook(String name, Notebook notebook, MagicContext context) {
        Outcome last = new Outcome.NoValue(List.of());
        int number = 0;
        for (ObjectNode cell : notebook.codeCells()) {
            number++;
            last = context.run(new Cell(name + " cell " + number, Notebook.source(cell)));
            if (last instanceof Outcome.Failed || last instanceof Outcome.Interrupted) {
                return last;
            }
        }
        return last;
    }
}
