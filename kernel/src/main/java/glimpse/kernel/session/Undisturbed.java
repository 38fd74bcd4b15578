package glimpse.kernel.session;

import java.util.List;
import java.util.function.BooleanSupplier;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Whether everything that was declared before an evaluation still is: JShell takes an old declaration out while it compiles the new one, and an
 * evaluation that is given up then would lose it. On the evaluating thread.
 */
final class Undisturbed implements BooleanSupplier {
    private final JShell shell;
    private final List<Snippet> declared;
    private boolean disturbed;

    /** Before the evaluation. */
    Undisturbed(JShell shell) {
        this.shell = shell;
        declared = shell.snippets().filter(this::isActive).toList();
    }

    @Override
    public boolean getAsBoolean() {
        disturbed = disturbed || !declared.stream().allMatch(this::isActive);
        return !disturbed;
    }

    private boolean isActive(Snippet each) {
        return shell.status(each).isActive();
    }
}
