package glimpse.kernel.magic;

import glimpse.kernel.session.Outcome;

/** What a magic does. One object serves all calls of a session. */
@FunctionalInterface
public interface MagicAction {

    /**
     * Runs on the thread of the cell, which is interrupted when the user stops it.
     *
     * @throws MagicException for what the user can put right; anything else that is thrown is shown as an error of the cell too
     */
    Outcome run(MagicCall call) throws Exception;
}
