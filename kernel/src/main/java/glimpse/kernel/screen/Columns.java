package glimpse.kernel.screen;

import org.jline.utils.WCWidth;

/** Text measured in columns of a terminal. */
final class Columns {
    private Columns() {}

    /** The longest beginning of {@code line} that fits; colour sequences take no room and are kept. */
    static String cut(String line, int columns) {
        StringBuilder kept = new StringBuilder();
        int used = 0;
        boolean escape = false;
        for (int i = 0; i < line.length(); ) {
            int c = line.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\u001b') {
                escape = true;
            }
            int width = escape ? 0 : Math.max(0, WCWidth.wcwidth(c));
            if (used + width <= columns) {
                kept.appendCodePoint(c);
                used += width;
            } else {
                used = columns;
            }
            if (escape && Character.isLetter(c)) {
                escape = false;
            }
        }
        return kept.toString();
    }
}
