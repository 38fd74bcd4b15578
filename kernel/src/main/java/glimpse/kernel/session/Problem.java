package glimpse.kernel.session;

import java.util.List;

/**
 * What the compiler found wrong, and where.
 *
 * @param message the compiler's words, may have several lines
 * @param cell the name of the cell
 * @param line from 1, within the cell
 * @param column from 1, within the line
 * @param length of the marked part, at least 1, within the line
 * @param source the line itself
 * @param hints what might help, a line each
 */
public record Problem(
        String message, String cell, int line, int column, int length, String source, List<String> hints) {
    public Problem {
        hints = List.copyOf(hints);
    }

    /** The place, the line and a marker under it, the message: one text of several lines. */
    public String render() {
        return cell + ":" + line + ": " + message + "\n  " + source + "\n  " + indent() + "^" + "~".repeat(length - 1);
    }

    private String indent() {
        String before = source.substring(0, Math.min(column - 1, source.length()));
        return before.replaceAll("[^\t]", " ");
    }
}
