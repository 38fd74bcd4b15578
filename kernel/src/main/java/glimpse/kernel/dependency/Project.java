package glimpse.kernel.dependency;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;

/** A whole {@code pom.xml}, read as Maven reads it: with its parents, properties, profiles and imported bills of materials. */
final class Project implements WorkspaceReader {
    private final Path file;
    private final Artifact pom;
    private final WorkspaceRepository workspace = new WorkspaceRepository("glimpse-pom");

    private Project(Path file, Artifact pom) {
        this.file = file;
        this.pom = pom;
    }

    /**
     * Reads it.
     *
     * @param scopes of the dependencies that are wanted
     * @param places where its parents are looked for
     * @throws IOException if it is no pom, or something it needs is not found
     */
    static Pom read(
            Path file,
            Set<String> scopes,
            RepositorySystem system,
            RepositorySystemSession session,
            List<RemoteRepository> places)
            throws IOException {
        Artifact artifact = new DefaultArtifact(PomText.of(file).ownName());
        DefaultRepositorySystemSession strict = new DefaultRepositorySystemSession(session);
        strict.setArtifactDescriptorPolicy(null);
        strict.setWorkspaceReader(new Project(file, artifact));
        try {
            ArtifactDescriptorResult read =
                    system.readArtifactDescriptor(strict, new ArtifactDescriptorRequest(artifact, places, null));
            Map<String, String> repositories = new LinkedHashMap<>();
            read.getRepositories().forEach(each -> repositories.put(each.getId(), each.getUrl()));
            return new Pom(
                    read.getDependencies().stream()
                            .filter(each -> scopes.contains(each.getScope().isEmpty() ? "compile" : each.getScope()))
                            .map(Project::coordinates)
                            .toList(),
                    read.getManagedDependencies().stream()
                            .map(Project::coordinates)
                            .toList(),
                    repositories);
        } catch (ArtifactDescriptorException e) {
            throw new IOException(reason(e), e);
        }
    }

    /** Maven's model builder says most in one of its own exceptions, which stands below the resolver's. */
    private static String reason(Throwable e) {
        return e.getCause() == null || e.getCause() == e ? e.getMessage() : reason(e.getCause());
    }

    private static Coordinates coordinates(Dependency dependency) {
        Artifact artifact = dependency.getArtifact();
        return new Coordinates(
                artifact.getGroupId(),
                artifact.getArtifactId(),
                artifact.getExtension(),
                artifact.getClassifier(),
                artifact.getVersion(),
                dependency.getExclusions().stream()
                        .map(each -> each.getGroupId() + ":" + each.getArtifactId())
                        .collect(Collectors.toList()));
    }

    @Override
    public WorkspaceRepository getRepository() {
        return workspace;
    }

    @Override
    public File findArtifact(Artifact wanted) {
        boolean own = wanted.getExtension().equals("pom")
                && wanted.getGroupId().equals(pom.getGroupId())
                && wanted.getArtifactId().equals(pom.getArtifactId())
                && wanted.getVersion().equals(pom.getVersion());
        return own ? file.toFile() : null;
    }

    @Override
    public List<String> findVersions(Artifact artifact) {
        return new ArrayList<>();
    }
}
