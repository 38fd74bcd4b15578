package glimpse.kernel.interpreter;

import glimpse.kernel.display.Html;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A documentation comment in a form to read: its HTML with the inline tags resolved, and plain text. Immutable. */
final class Javadoc {
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(\\w+)\\s*((?:[^{}]|\\{[^{}]*})*)}");
    private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@(\\w+)\\s+");

    private final String html;

    private Javadoc(String html) {
        this.html = html;
    }

    /** Reads a comment with or without its stars; empty if there is none. */
    static Javadoc of(String comment) {
        String body = comment.replaceAll("^\\s*/\\*\\*|\\*/\\s*$", "").replaceAll("(?m)^\\s*\\*(?!/) ?", "");
        String typeParameters = body.replaceAll("@param\\s+<(\\w+)>", "@param &lt;$1&gt;");
        return new Javadoc(blockTags(inlineTags(typeParameters.strip())));
    }

    boolean isEmpty() {
        return html.isEmpty();
    }

    String html() {
        return html;
    }

    String text() {
        return html.replaceAll("(?s)<(script|style).*?</\\1>", "")
                .replaceAll("\\s*<(p|h\\d|table|ul|ol|dl|blockquote|pre)\\b[^>]*>\\s*", "\n\n")
                .replaceAll("\\s*<li\\b[^>]*>\\s*", "\n  - ")
                .replaceAll("\\s*<(br|tr|dt|/ul|/ol|/dl|/table)\\b[^>]*>\\s*", "\n")
                .replaceAll("\\s*<dd\\b[^>]*>\\s*", "\n    ")
                .replaceAll("<[^>]+>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .replaceAll("\n{3,}", "\n\n")
                .replaceAll("(?m)^ (?=\\S)", "")
                .strip();
    }

    private static String inlineTags(String text) {
        String before = text;
        for (int depth = 0; depth < 3; depth++) {
            String after = INLINE_TAG
                    .matcher(before)
                    .replaceAll(tag -> Matcher.quoteReplacement(inlineTag(tag.group(1), tag.group(2))));
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
        return before;
    }

    private static String inlineTag(String name, String content) {
        return switch (name) {
            case "code" -> "<code>" + Html.escape(content) + "</code>";
            case "literal" -> Html.escape(content);
            case "link", "linkplain" -> "<code>" + Html.escape(label(content)) + "</code>";
            case "value", "inheritDoc" -> "";
            default -> content;
        };
    }

    /** {@code Type#member label} is shown as its label, or as {@code Type.member}. */
    private static String label(String reference) {
        int end = reference.indexOf(')') < 0 ? reference.indexOf(' ') : reference.indexOf(' ', reference.indexOf(')'));
        String label = end < 0 ? "" : reference.substring(end).strip();
        return label.isEmpty() ? reference.replaceFirst("^#", "").replace('#', '.') : label;
    }

    private static String blockTags(String text) {
        return BLOCK_TAG.matcher(text).replaceAll(tag -> Matcher.quoteReplacement(blockTag(tag.group(1))));
    }

    private static String blockTag(String name) {
        return switch (name) {
            case "param" -> "<br><b>parameter</b> ";
            case "return" -> "<br><b>returns</b> ";
            case "throws", "exception" -> "<br><b>throws</b> ";
            case "see" -> "<br><b>see</b> ";
            case "since" -> "<br><b>since</b> ";
            default -> "<br>" + name + " ";
        };
    }
}
