package glimpse.kernel.magic;

/**
 * A reader of Java source that knows only what it takes to tell where statements begin: brackets, comments, strings, characters and
 * text blocks. Also of source that does not compile.
 */
final class JavaText {
    private enum Inside {
        CODE,
        LINE_COMMENT,
        COMMENT,
        STRING,
        CHARACTER,
        TEXT_BLOCK
    }

    private final String code;
    private Inside inside = Inside.CODE;
    private int at;
    private int depth;
    private boolean statementBegins = true;

    JavaText(String code) {
        this.code = code;
    }

    /** Whether no bracket, comment, string or text block is open here. */
    boolean atTopLevel() {
        return inside == Inside.CODE && depth <= 0;
    }

    /** Whether the statement before has ended, so that a new one begins here. */
    boolean atStatement() {
        return atTopLevel() && statementBegins;
    }

    /** Goes on at {@code end}; what is between is not Java. A statement begins there. */
    void skipTo(int end) {
        at = end;
        statementBegins = true;
    }

    void readTo(int end) {
        while (at < end) {
            at += read(code.charAt(at));
        }
        if (inside == Inside.LINE_COMMENT || inside == Inside.STRING || inside == Inside.CHARACTER) {
            inside = Inside.CODE;
        }
    }

    /** Takes in one character and answers how many were used up. */
    private int read(char c) {
        return switch (inside) {
            case CODE -> readCode(c);
            case LINE_COMMENT -> readUntil("\n");
            case COMMENT -> readUntil("*/");
            case STRING -> c == '\\' ? 2 : readUntil("\"");
            case CHARACTER -> c == '\\' ? 2 : readUntil("'");
            case TEXT_BLOCK -> c == '\\' ? 2 : readUntil("\"\"\"");
        };
    }

    private int readUntil(String end) {
        if (!code.startsWith(end, at)) {
            return 1;
        }
        inside = Inside.CODE;
        return end.length();
    }

    private int readCode(char c) {
        if (code.startsWith("//", at)) {
            return enter(Inside.LINE_COMMENT, 2);
        }
        if (code.startsWith("/*", at)) {
            return enter(Inside.COMMENT, 2);
        }
        if (!Character.isWhitespace(c)) {
            statementBegins = c == ';' || c == '}';
        }
        if (code.startsWith("\"\"\"", at)) {
            return enter(Inside.TEXT_BLOCK, 3);
        }
        switch (c) {
            case '"' -> inside = Inside.STRING;
            case '\'' -> inside = Inside.CHARACTER;
            case '(', '[', '{' -> depth++;
            case ')', ']', '}' -> depth--;
            default -> {}
        }
        return 1;
    }

    private int enter(Inside next, int length) {
        inside = next;
        return length;
    }
}
