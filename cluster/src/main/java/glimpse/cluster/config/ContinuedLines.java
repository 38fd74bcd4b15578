package glimpse.cluster.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Joins a value that goes on in the next, deeper indented line. Keys may be indented too (the manual's examples are), so a
 * deeper line goes on only where it does not look like a key of its own, or where the value before it ends with a comma.
 */
final class ContinuedLines {
    private static final Pattern KEY = Pattern.compile("\\s*[\\w.-]+\\s*([=:].*)");
    private static final Pattern NO_VALUE = Pattern.compile("\\s*([#;].*|\\[[^\\]]*\\]\\s*)?");

    private ContinuedLines() {}

    /** Returns the text with as many lines as before, so that line numbers stay true. */
    static String join(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int key = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (key >= 0 && continues(lines.get(key), line)) {
                lines.set(key, lines.get(key) + ' ' + line.strip());
                lines.set(i, "");
            } else if (!line.isBlank()) {
                key = NO_VALUE.matcher(line).matches() ? -1 : i;
            }
        }
        return String.join("\n", lines);
    }

    private static boolean continues(String key, String line) {
        return indent(line) > indent(key)
                && !NO_VALUE.matcher(line).matches()
                && (key.stripTrailing().endsWith(",") || !KEY.matcher(line).matches());
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
