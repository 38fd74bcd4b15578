package glimpse.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a cell into Java and magics. A magic begins a line, or stands there behind {@code name =}, and stands where a statement can: not inside brackets, a comment, a
 * string or a text block. {@code ?name}, and {@code name?} as the last line, are the magic {@code %doc}. After a statement without its semicolon, {@code %word} is a magic only if there is one of that name,
 * since it could be the remainder operator.
 */
public final class CellParts {
    private static final Pattern CELL_MAGIC = Pattern.compile("%%([A-Za-z][\\w-]*)[ \\t]*([^\\n]*)(?:\\n|$)");
    private static final Pattern LINE_MAGIC = Pattern.compile("[ \\t]*%([A-Za-z][\\w-]*)(?:[ \\t]+([^\\n]*))?");
    private static final Pattern ASSIGNED_MAGIC = Pattern.compile(
            "([ \\t]*(?:[\\w.<>\\[\\],? ]+[ \\t])?[A-Za-z_]\\w*[ \\t]*=[ \\t]*)%([A-Za-z][\\w-]*)(?:[ \\t]+([^\\n]*))?");
    private static final Pattern QUESTION = Pattern.compile(
            "[ \\t]*(?:\\?{1,2}[ \\t]*([^\\n?]+?)|(%{0,2}[A-Za-z_$][\\w.$<>]*(?:\\([^\\n]*\\))?)\\?{1,2})[ \\t]*");
    private static final Pattern SHELL_COMMAND = Pattern.compile("[ \\t]*!([^\\n=][^\\n]*)");

    private final String code;
    private final Predicate<String> known;
    private final Predicate<String> javaExpression;
    private final List<Part> parts = new ArrayList<>();
    private final JavaText java;
    private int javaFrom;
    private int javaFromLine = 1;

    private CellParts(String code, Predicate<String> known, Predicate<String> javaExpression) {
        this.code = code;
        this.known = known;
        this.javaExpression = javaExpression;
        this.java = new JavaText(code);
    }

    /**
     * The parts of a cell, in order.
     *
     * @param known whether there is a magic of this name
     * @param javaExpression whether {@code !…} is an expression of the session rather than a command
     */
    public static List<Part> of(String code, Predicate<String> known, Predicate<String> javaExpression) {
        String normal = code.replace("\r\n", "\n");
        return new CellParts(normal, known, javaExpression).split();
    }

    private List<Part> split() {
        int start = skipBlankLines();
        Matcher cellMagic = CELL_MAGIC.matcher(code).region(start, code.length());
        if (cellMagic.lookingAt()) {
            String body = code.substring(cellMagic.end());
            return List.of(new Part.CellMagic(
                    lineOf(start), cellMagic.group(1), cellMagic.group(2).strip(), body));
        }
        int line = 1;
        for (int at = 0; at < code.length(); line++) {
            int end = endOfLine(at);
            Part magic = java.atTopLevel() ? magicAt(at, end, line) : null;
            if (magic != null) {
                endJava(at);
                parts.add(magic);
                javaFrom = Math.min(end + 1, code.length());
                javaFromLine = line + 1;
                java.skipTo(javaFrom);
            } else {
                java.readTo(Math.min(end + 1, code.length()));
            }
            at = end + 1;
        }
        endJava(code.length());
        return List.copyOf(parts);
    }

    private Part magicAt(int at, int end, int line) {
        Matcher magic = LINE_MAGIC.matcher(code).region(at, end);
        if (magic.matches() && (java.atStatement() || known.test(magic.group(1)))) {
            String arguments = magic.group(2) == null ? "" : magic.group(2).strip();
            return new Part.LineMagic(line, magic.group(1), arguments);
        }
        Matcher assigned = ASSIGNED_MAGIC.matcher(code).region(at, end);
        if (assigned.matches() && java.atStatement()) {
            return new Part.Java(line, assigned.group(1) + asCall(assigned.group(2), assigned.group(3)));
        }
        Matcher question = QUESTION.matcher(code).region(at, end);
        if (question.matches() && java.atStatement() && (question.group(1) != null || nothingFollows(end))) {
            return new Part.LineMagic(line, DocMagic.NAME, question.group(question.group(1) == null ? 2 : 1));
        }
        Matcher command = SHELL_COMMAND.matcher(code).region(at, end);
        if (command.matches()
                && java.atStatement()
                && !javaExpression.test(command.group().strip())) {
            return new Part.ShellCommand(line, command.group(1).strip());
        }
        return null;
    }

    /** What ends with a question mark may be the condition of an expression that goes on. */
    private boolean nothingFollows(int end) {
        return code.substring(end).isBlank();
    }

    /** The Java of {@code x = %name arguments}. */
    private static String asCall(String name, String arguments) {
        String text = arguments == null ? "" : arguments.strip().replaceAll("[\\\\\"]", "\\\\$0");
        return "glimpse.api.Glimpse.lineMagic(\"" + name + "\", \"" + text + "\");";
    }

    private void endJava(int end) {
        String text = code.substring(javaFrom, end);
        if (!text.isBlank()) {
            parts.add(new Part.Java(javaFromLine, text));
        }
    }

    private int skipBlankLines() {
        int start = 0;
        while (start < code.length() && Character.isWhitespace(code.charAt(start))) {
            start++;
        }
        return start;
    }

    private int lineOf(int index) {
        return 1 + (int) code.substring(0, index).chars().filter(c -> c == '\n').count();
    }

    private int endOfLine(int at) {
        int end = code.indexOf('\n', at);
        return end < 0 ? code.length() : end;
    }
}
