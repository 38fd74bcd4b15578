package glimpse.kernel.dependency;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The libraries and repositories that a {@code pom.xml}, or a part of one, names. Properties and managed versions of the same text are put in;
 * parents are not looked at. Immutable.
 *
 * @param repositories URLs by id
 */
public record Pom(List<Coordinates> dependencies, Map<String, String> repositories) {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");
    private static final String LEFT_OUT = "test|provided|system|import";

    /**
     * Reads a whole project, or {@code <dependencies>} and {@code <repositories>}, or single {@code <dependency>} elements.
     *
     * @throws IOException if it is no XML, or a dependency has no version
     */
    public static Pom read(String xml) throws IOException {
        String body = xml.strip().replaceFirst("(?s)^<\\?xml.*?\\?>", "");
        Element root = parse("<pom>" + body + "</pom>");
        Map<String, String> properties = new HashMap<>();
        elements(root, "properties")
                .forEach(each -> children(each).forEach(child -> properties.put(child.getTagName(), text(child))));
        Map<String, String> managed = new HashMap<>();
        List<Element> managing = elements(root, "dependencyManagement").stream()
                .flatMap(each -> elements(each, "dependency").stream())
                .toList();
        managing.forEach(each -> managed.put(
                value(each, "groupId", properties) + ":" + value(each, "artifactId", properties),
                value(each, "version", properties)));
        List<Coordinates> dependencies = new ArrayList<>();
        for (Element each : elements(root, "dependency")) {
            if (!managing.contains(each) && !value(each, "scope", properties).matches(LEFT_OUT)) {
                dependencies.add(coordinates(each, properties, managed));
            }
        }
        Map<String, String> repositories = new LinkedHashMap<>();
        for (Element each : elements(root, "repository")) {
            String url = value(each, "url", properties);
            String id = value(each, "id", properties);
            repositories.put(id.isEmpty() ? url : id, url);
        }
        return new Pom(dependencies, repositories);
    }

    private static Coordinates coordinates(
            Element dependency, Map<String, String> properties, Map<String, String> managed) throws IOException {
        String group = value(dependency, "groupId", properties);
        String artifact = value(dependency, "artifactId", properties);
        String version = value(dependency, "version", properties);
        if (version.isEmpty()) {
            version = managed.getOrDefault(group + ":" + artifact, "");
        }
        if (version.isEmpty() || version.contains("${")) {
            throw new IOException(group + ":" + artifact + " has the version '" + version
                    + "' (expected: one, here or in dependencyManagement or properties of the same text)");
        }
        String type = value(dependency, "type", properties);
        List<String> exclusions = elements(dependency, "exclusion").stream()
                .map(each -> value(each, "groupId", properties) + ":" + value(each, "artifactId", properties))
                .toList();
        return new Coordinates(
                group,
                artifact,
                type.isEmpty() ? "jar" : type,
                value(dependency, "classifier", properties),
                version,
                exclusions);
    }

    private static Element parse(String xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("this is no XML of a pom: " + e.getMessage(), e);
        }
    }

    private static List<Element> elements(Element parent, String name) {
        var found = parent.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static String value(Element parent, String name, Map<String, String> properties) {
        String raw = children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .map(Pom::text)
                .findFirst()
                .orElse("");
        return PROPERTY.matcher(raw)
                .replaceAll(each -> Matcher.quoteReplacement(properties.getOrDefault(each.group(1), each.group())));
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }
}
