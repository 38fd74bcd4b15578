package glimpse.kernel.magic;

import glimpse.kernel.session.Outcome;
import java.util.List;

/** A session as it was at its start. */
@Magic(
        value = "reset",
        usage = "%reset",
        help = "forgets all variables, methods, types and imports of the session; the class path stays")
final class ResetMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) {
        call.context().session().reset();
        return new Outcome.NoValue(List.of());
    }
}
