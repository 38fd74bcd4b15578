package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.session.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A cell that becomes a file. */
@Magic(
        value = "writefile",
        usage = {"%%writefile FILE", "%%writefile -a FILE"},
        help = "writes the cell into a file; -a adds it at the end",
        arguments = Magic.Arguments.FILES)
final class WritefileMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) throws MagicException, IOException {
        List<String> words = call.words();
        boolean append = words.size() == 2 && words.get(0).equals("-a");
        if (words.size() != 1 && !append) {
            throw new MagicException("name one file");
        }
        Path file = Path.of(words.get(words.size() - 1));
        OpenOption[] options =
                append ? new OpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.APPEND} : new OpenOption[0];
        Files.writeString(file, call.code(), options);
        call.context().output().write(Stream.STDOUT, (append ? "added to " : "wrote ") + file + "\n");
        return new Outcome.NoValue(List.of());
    }
}
