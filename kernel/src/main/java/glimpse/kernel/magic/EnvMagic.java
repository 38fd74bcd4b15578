package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.session.Outcome;
import java.util.List;

/** Environment variables. */
@Magic(
        value = "env",
        usage = {"%env", "%env NAME", "%env NAME=VALUE"},
        help =
                "shows environment variables, or sets one for the commands that are started from here; System.getenv keeps what it had")
final class EnvMagic implements MagicAction {
    private final CommandEnvironment environment;

    EnvMagic(CommandEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Outcome run(MagicCall call) throws MagicException {
        String text = call.arguments().strip();
        if (text.isEmpty()) {
            StringBuilder all = new StringBuilder();
            environment
                    .all()
                    .forEach((name, value) ->
                            all.append(name).append('=').append(value).append('\n'));
            call.context().output().write(Stream.STDOUT, all.toString());
            return new Outcome.NoValue(List.of());
        }
        String[] parts = text.split("\\s*=\\s*|\\s+", 2);
        if (parts.length == 2) {
            environment.set(parts[0], parts[1]);
            return new Outcome.NoValue(List.of());
        }
        String value = environment.all().get(text);
        if (value == null) {
            throw new MagicException("no variable " + text + "; %env shows all");
        }
        return new Outcome.Value(value, "String");
    }
}
