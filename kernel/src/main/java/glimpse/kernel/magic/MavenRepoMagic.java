package glimpse.kernel.magic;

import glimpse.kernel.dependency.Dependencies;
import glimpse.kernel.session.Outcome;
import java.util.List;

/** One more place to look for libraries. */
@Magic(
        value = {"mavenRepo", "addMavenRepo", "addMavenRepository"},
        usage = "%mavenRepo ID URL",
        help = "looks for libraries in one more repository")
final class MavenRepoMagic implements MagicAction {
    private final Dependencies dependencies;

    MavenRepoMagic(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public Outcome run(MagicCall call) throws MagicException {
        List<String> words = call.words();
        if (words.size() != 2 || !words.get(1).matches("(?:https?|file):.+")) {
            throw new MagicException("type a name and a URL, such as: %mavenRepo jitpack https://jitpack.io");
        }
        dependencies.addRepository(words.get(0), words.get(1));
        return new Outcome.NoValue(List.of());
    }
}
