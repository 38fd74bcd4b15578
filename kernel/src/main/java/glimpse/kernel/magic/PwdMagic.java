package glimpse.kernel.magic;

import glimpse.kernel.session.Outcome;
import java.nio.file.Path;

/** The folder that relative names of files are looked up in. */
@Magic(
        value = {"pwd", "cd"},
        usage = {"%pwd"},
        help = "tells the session's folder; a JVM cannot change it, so there is no %cd")
final class PwdMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) throws MagicException {
        String folder = Path.of("").toAbsolutePath().toString();
        if (call.name().equals("cd")) {
            throw new MagicException("a JVM cannot leave the folder it was started in, " + folder
                    + ": start the session elsewhere, or name files in full; for one command: !cd FOLDER && COMMAND");
        }
        return new Outcome.Value(folder, "String");
    }
}
