package glimpse.kernel.magic;

import glimpse.kernel.dependency.Coordinates;
import glimpse.kernel.dependency.Dependencies;
import glimpse.kernel.dependency.Pom;
import glimpse.kernel.session.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The libraries that a pom names. */
@Magic(
        value = {"pom", "loadFromPOM"},
        usage = {"%%pom [SCOPE…]", "%pom FILE [SCOPE…]", "%%loadFromPOM [SCOPE…]", "%loadFromPOM FILE [SCOPE…]"},
        help =
                "adds the libraries, and the repositories, that a pom.xml or the XML in the cell names; those of compile and runtime scope unless told others",
        arguments = Magic.Arguments.FILES)
final class PomMagic implements MagicAction {
    private final Dependencies dependencies;

    PomMagic(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public Outcome run(MagicCall call) throws MagicException {
        List<Coordinates> libraries = read(call);
        if (libraries.isEmpty()) {
            throw new MagicException("no <dependency> found (expected: at least one, of compile or runtime scope)");
        }
        return MavenMagic.add(libraries, call.context(), dependencies);
    }

    private List<Coordinates> read(MagicCall call) throws MagicException {
        List<String> words = call.words();
        try {
            if (call.body().isPresent()) {
                return dependencies.read(call.body().get(), scopes(words));
            }
            if (words.isEmpty()) {
                throw new MagicException("name a pom.xml, or put its text below %%pom");
            }
            Path file = Path.of(words.get(0)).toAbsolutePath();
            if (!Files.isReadable(file)) {
                throw new MagicException("no file " + file);
            }
            return dependencies.read(file, scopes(words.subList(1, words.size())));
        } catch (IOException e) {
            throw new MagicException(e.getMessage(), e);
        }
    }

    private static Set<String> scopes(List<String> words) {
        return words.isEmpty() ? Pom.USUAL_SCOPES : Set.copyOf(words);
    }
}
