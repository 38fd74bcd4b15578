package glimpse.kernel.dependency;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/** What a session has asked of Maven repositories. One cell at a time. */
public final class Dependencies {
    private final Map<String, RemoteRepository> repositories = new LinkedHashMap<>();
    private final Map<String, Coordinates> wanted = new LinkedHashMap<>();
    private final Map<String, Coordinates> managed = new LinkedHashMap<>();
    private final Map<Path, Artifact> byJar = new LinkedHashMap<>();

    /** Looks into one more repository, after those of the settings and Maven Central. */
    public synchronized void addRepository(String id, String url) {
        repositories.put(id, new RemoteRepository.Builder(id, "default", url).build());
    }

    /**
     * Reads a pom, or pieces of one, and takes over its repositories and managed versions.
     *
     * @param scopes of the libraries that are wanted
     * @return those libraries
     * @throws IOException saying what is wrong with it
     */
    public synchronized List<Coordinates> read(String xml, Set<String> scopes) throws IOException {
        PomText text = PomText.of(xml);
        if (!text.isProject()) {
            return take(Pom.ofPieces(text, scopes));
        }
        Path file = Files.createTempFile("glimpse-pom", ".xml");
        try {
            Files.writeString(file, xml);
            return read(file, scopes);
        } finally {
            Files.delete(file);
        }
    }

    /** Reads the pom of a project, as {@link #read(String, Set)}; its parent may be in the folder above. */
    public synchronized List<Coordinates> read(Path pom, Set<String> scopes) throws IOException {
        PomText text = PomText.of(pom);
        if (!text.isProject()) {
            return take(Pom.ofPieces(text, scopes));
        }
        try (Context context = open(file -> {})) {
            return take(Project.read(
                    pom, scopes, context.repositorySystem(), context.repositorySystemSession(), places(context)));
        }
    }

    private List<Coordinates> take(Pom pom) {
        pom.repositories().forEach(this::addRepository);
        pom.managed().forEach(each -> managed.put(each.key(), each));
        return pom.dependencies();
    }

    /**
     * Finds libraries with all they need, together with what was asked for before, so that one version of each is chosen.
     *
     * @param progress told each file that is downloaded
     * @return the jars
     * @throws UnresolvedException naming what was not found, and where it was looked for
     */
    public synchronized List<Path> resolve(List<Coordinates> more, Consumer<String> progress)
            throws UnresolvedException {
        Map<String, Coordinates> all = new LinkedHashMap<>(wanted);
        more.forEach(each -> all.put(each.key(), each));
        try (Context context = open(progress)) {
            CollectRequest collect = new CollectRequest();
            all.values().forEach(each -> collect.addDependency(dependency(each)));
            managed.values().forEach(each -> collect.addManagedDependency(dependency(each)));
            collect.setRepositories(places(context));
            List<ArtifactResult> found = context.repositorySystem()
                    .resolveDependencies(
                            context.repositorySystemSession(),
                            new DependencyRequest(
                                    collect,
                                    DependencyFilterUtils.classpathFilter(JavaScopes.COMPILE, JavaScopes.RUNTIME)))
                    .getArtifactResults();
            wanted.putAll(all);
            return found.stream().map(each -> jar(each.getArtifact())).toList();
        } catch (RepositoryException e) {
            throw new UnresolvedException(reason(e), e);
        }
    }

    private Path jar(Artifact artifact) {
        Path jar = artifact.getFile().toPath();
        byJar.put(jar, artifact);
        return jar;
    }

    /** The sources of a jar that {@link #resolve} gave, if its repository has them. */
    public synchronized Optional<Path> sources(Path jar) {
        Artifact artifact = byJar.get(jar);
        if (artifact == null) {
            return Optional.empty();
        }
        try (Context context = open(file -> {})) {
            Artifact sources = new DefaultArtifact(
                    artifact.getGroupId(), artifact.getArtifactId(), "sources", "jar", artifact.getVersion());
            File file = context.repositorySystem()
                    .resolveArtifact(
                            context.repositorySystemSession(), new ArtifactRequest(sources, places(context), null))
                    .getArtifact()
                    .getFile();
            return Optional.of(file.toPath());
        } catch (ArtifactResolutionException e) {
            return Optional.empty();
        }
    }

    private static Context open(Consumer<String> progress) {
        return Runtimes.INSTANCE
                .getRuntime()
                .create(ContextOverrides.create()
                        .withUserSettings(true)
                        .transferListener(new Downloads(progress))
                        .build());
    }

    private List<RemoteRepository> places(Context context) {
        List<RemoteRepository> places = new ArrayList<>(context.remoteRepositories());
        places.addAll(context.repositorySystem()
                .newResolutionRepositories(context.repositorySystemSession(), List.copyOf(repositories.values())));
        return places;
    }

    private static Dependency dependency(Coordinates each) {
        Artifact artifact =
                new DefaultArtifact(each.group(), each.artifact(), each.classifier(), each.extension(), each.version());
        List<Exclusion> exclusions = each.exclusions().stream()
                .map(name -> name.split(":", 2))
                .map(name -> new Exclusion(name[0], name.length == 2 ? name[1] : "*", "*", "*"))
                .toList();
        return new Dependency(artifact, JavaScopes.COMPILE, false, exclusions);
    }

    /** The innermost messages that say something: the others repeat them. */
    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() instanceof RepositoryException inner) {
            cause = inner;
        }
        return String.valueOf(cause.getMessage()).lines().collect(Collectors.joining(" "));
    }
}
