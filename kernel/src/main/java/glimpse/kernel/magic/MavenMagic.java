package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.dependency.Coordinates;
import glimpse.kernel.dependency.Dependencies;
import glimpse.kernel.dependency.UnresolvedException;
import glimpse.kernel.session.Outcome;
import java.nio.file.Path;
import java.util.List;

/** Libraries from Maven repositories, with what they need; they travel to the workers with what uses them. */
@Magic(
        value = {"maven", "addMavenDependency", "addMavenDependencies", "dependency"},
        usage = "%maven GROUP:ARTIFACT:VERSION…",
        help = "adds libraries from Maven repositories, with all they need, to the class path of session and workers")
final class MavenMagic implements MagicAction {
    private final Dependencies dependencies;

    MavenMagic(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public Outcome run(MagicCall call) throws MagicException {
        List<String> words =
                call.words().stream().filter(word -> !word.startsWith("--")).toList();
        if (words.isEmpty()) {
            throw new MagicException("name a library, such as org.apache.commons:commons-lang3:3.17.0");
        }
        try {
            return add(words.stream().map(Coordinates::of).toList(), call.context(), dependencies);
        } catch (IllegalArgumentException e) {
            throw new MagicException(e.getMessage(), e);
        }
    }

    /** Resolves, telling what is downloaded, and puts the jars on the class path: their names are what is kept. */
    static Outcome add(List<Coordinates> libraries, MagicContext context, Dependencies dependencies)
            throws MagicException {
        try {
            List<Path> jars =
                    dependencies.resolve(libraries, line -> context.output().write(Stream.STDERR, line + "\n"));
            context.session().sourcesFrom(dependencies::sources);
            return new Outcome.NoValue(List.of(), ClassPathEntries.add(jars, context));
        } catch (UnresolvedException e) {
            throw new MagicException(e.getMessage(), e);
        }
    }
}
