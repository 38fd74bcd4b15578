package glimpse.kernel.magic;

import glimpse.kernel.session.Outcome;
import java.util.List;

/** Declarations that are forgotten. */
@Magic(value = "drop", usage = "%drop NAME…", help = "forgets the variables, methods and types of these names")
final class DropMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) throws MagicException {
        if (call.words().isEmpty()) {
            throw new MagicException("name a variable, a method or a type");
        }
        for (String name : call.words()) {
            if (!call.context().session().drop(name)) {
                throw new MagicException(
                        "nothing is called " + name + "; %whos, %methods and %types list what there is");
            }
        }
        return new Outcome.NoValue(List.of());
    }
}
