package glimpse.kernel.magic;

import glimpse.kernel.dependency.Dependencies;
import glimpse.kernel.dependency.Pom;
import glimpse.kernel.session.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The libraries that a pom names. */
@Magic(
        value = {"pom", "loadFromPOM"},
        usage = {"%%pom", "%pom FILE", "%%loadFromPOM", "%loadFromPOM FILE"},
        help =
                "adds the libraries, and the repositories, that a pom.xml or the XML in the cell names; without those of test and provided scope")
final class PomMagic implements MagicAction {
    private final Dependencies dependencies;

    PomMagic(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public Outcome run(MagicCall call) throws MagicException {
        Pom pom = read(call);
        if (pom.dependencies().isEmpty()) {
            throw new MagicException("no <dependency> found (expected: at least one, of compile or runtime scope)");
        }
        pom.repositories().forEach(dependencies::addRepository);
        MavenMagic.add(pom.dependencies(), call.context(), dependencies);
        return new Outcome.NoValue(List.of());
    }

    private static Pom read(MagicCall call) throws MagicException {
        try {
            if (call.body().isPresent()) {
                return Pom.read(call.body().get());
            }
            if (call.words().isEmpty()) {
                throw new MagicException("name a pom.xml, or put its text below %%pom");
            }
            Path file = Path.of(call.words().get(0));
            if (!Files.isReadable(file)) {
                throw new MagicException(
                        "no file " + file + " in " + Path.of("").toAbsolutePath());
            }
            return Pom.read(Files.readString(file));
        } catch (IOException e) {
            throw new MagicException(e.getMessage(), e);
        }
    }
}
