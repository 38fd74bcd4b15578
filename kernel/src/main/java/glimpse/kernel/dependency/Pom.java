package glimpse.kernel.dependency;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * The libraries and repositories that a pom names. Immutable.
 *
 * @param managed the versions it asks for wherever those libraries come from
 * @param repositories URLs by id
 */
public record Pom(List<Coordinates> dependencies, List<Coordinates> managed, Map<String, String> repositories) {
    /** What a program needs to run. */
    public static final Set<String> USUAL_SCOPES = Set.of("compile", "runtime");

    /**
     * Reads pieces of a pom: {@code <dependencies>} and {@code <repositories>}, or single {@code <dependency>} elements. Properties and
     * managed versions of the same text are put in.
     *
     * @throws IOException if a dependency has no version
     */
    static Pom ofPieces(PomText text, Set<String> scopes) throws IOException {
        Map<String, String> versions = new HashMap<>();
        List<Element> managing = text.all("dependencyManagement").stream()
                .flatMap(each -> PomText.elements(each, "dependency").stream())
                .toList();
        managing.forEach(each -> versions.put(
                text.value(each, "groupId") + ":" + text.value(each, "artifactId"), text.value(each, "version")));
        List<Coordinates> dependencies = new ArrayList<>();
        for (Element each : text.all("dependency")) {
            String scope = text.value(each, "scope");
            if (!managing.contains(each) && scopes.contains(scope.isEmpty() ? "compile" : scope)) {
                dependencies.add(coordinates(each, text, versions));
            }
        }
        Map<String, String> repositories = new LinkedHashMap<>();
        for (Element each : text.all("repository")) {
            String url = text.value(each, "url");
            String id = text.value(each, "id");
            repositories.put(id.isEmpty() ? url : id, url);
        }
        return new Pom(dependencies, List.of(), repositories);
    }

    private static Coordinates coordinates(Element dependency, PomText text, Map<String, String> versions)
            throws IOException {
        String group = text.value(dependency, "groupId");
        String artifact = text.value(dependency, "artifactId");
        String version = text.value(dependency, "version");
        if (version.isEmpty()) {
            version = versions.getOrDefault(group + ":" + artifact, "");
        }
        if (version.isEmpty() || version.contains("${")) {
            throw new IOException(group + ":" + artifact + " has the version '" + version
                    + "' (expected: one, here or in dependencyManagement or properties of the same text)");
        }
        String type = text.value(dependency, "type");
        List<String> exclusions = PomText.elements(dependency, "exclusion").stream()
                .map(each -> text.value(each, "groupId") + ":" + text.value(each, "artifactId"))
                .toList();
        return new Coordinates(
                group,
                artifact,
                type.isEmpty() ? "jar" : type,
                text.value(dependency, "classifier"),
                version,
                exclusions);
    }
}
