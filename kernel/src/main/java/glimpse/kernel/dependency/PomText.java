package glimpse.kernel.dependency;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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

/** The XML of a pom, or of a part of one, with the properties of the same text. Immutable. */
final class PomText {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    private final Element root;
    private final Map<String, String> properties = new HashMap<>();

    private PomText(Element root) {
        this.root = root;
        elements(root, "properties")
                .forEach(each -> children(each).forEach(child -> properties.put(child.getTagName(), text(child))));
    }

    static PomText of(Path file) throws IOException {
        return of(Files.readString(file));
    }

    /** @throws IOException if it is no XML */
    static PomText of(String xml) throws IOException {
        String body = xml.strip().replaceFirst("(?s)^<\\?xml.*?\\?>", "");
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return new PomText(builder.parse(new InputSource(new StringReader("<pom>" + body + "</pom>")))
                    .getDocumentElement());
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("this is no XML of a pom: " + e.getMessage(), e);
        }
    }

    /** Whether it is a whole {@code <project>}. */
    boolean isProject() {
        List<Element> children = children(root);
        return children.size() == 1 && children.get(0).getTagName().equals("project");
    }

    /** {@code group:artifact:pom:version} of a whole project. */
    String ownName() throws IOException {
        if (!isProject()) {
            throw new IOException("this is no pom (expected: one <project>)");
        }
        Element project = children(root).get(0);
        return own(project, "groupId") + ":" + value(project, "artifactId") + ":pom:" + own(project, "version");
    }

    private String own(Element project, String name) {
        String own = value(project, name);
        return !own.isEmpty()
                ? own
                : children(project).stream()
                        .filter(child -> child.getTagName().equals("parent"))
                        .map(parent -> value(parent, name))
                        .findFirst()
                        .orElse("0");
    }

    /** All elements of that name, wherever they stand. */
    List<Element> all(String name) {
        return elements(root, name);
    }

    static List<Element> elements(Element parent, String name) {
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

    /** The text of a child, properties put in; empty if there is none. */
    String value(Element parent, String name) {
        String raw = children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .map(PomText::text)
                .findFirst()
                .orElse("");
        return PROPERTY.matcher(raw)
                .replaceAll(each -> Matcher.quoteReplacement(properties.getOrDefault(each.group(1), each.group())));
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }
}
