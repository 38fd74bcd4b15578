package glimpse.kernel.interpreter;

import glimpse.kernel.cell.Completeness;
import glimpse.kernel.cell.Completions;
import glimpse.kernel.cell.Interpreter.Detail;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.magic.CellParts;
import glimpse.kernel.magic.Magics;
import glimpse.kernel.magic.Part;
import glimpse.kernel.session.JavaSession;
import glimpse.kernel.session.Variable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions about code with magics, most of them handed to the session with the magics blanked out. Any thread. */
final class CodeAnalysis {
    private static final Pattern MAGIC_NAME = Pattern.compile("(?m)^[ \\t]*(%%?)([\\w-]*)\\z");
    private static final Pattern NEGATED =
            Pattern.compile("!(?:[(!]|([\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*)(\\(?)).*");

    private final JavaSession session;
    private final Magics magics;
    private final Inspections inspections;
    private final ArgumentCompletions arguments;

    CodeAnalysis(JavaSession session, Inspections inspections, Magics magics) {
        this.session = session;
        this.inspections = inspections;
        this.magics = magics;
        this.arguments = new ArgumentCompletions(magics);
    }

    /** Whether a line that begins with {@code !} is Java: the negation of something the session knows. */
    boolean isExpression(String line) {
        Matcher negated = NEGATED.matcher(line);
        if (!negated.matches()) {
            return false;
        }
        String name = negated.group(1);
        return name == null
                || !negated.group(2).isEmpty()
                || name.equals("true")
                || name.equals("false")
                || session.variables().stream().map(Variable::name).anyMatch(name::equals);
    }

    Completeness completeness(String code) {
        List<Part> parts = parts(code);
        if (parts.isEmpty()) {
            return new Completeness.Complete();
        }
        Part last = parts.get(parts.size() - 1);
        if (last instanceof Part.Java java) {
            return session.completeness(java.code());
        }
        boolean bodyGoesOn = last instanceof Part.CellMagic magic && !endsWithBlankLine(magic.body());
        return bodyGoesOn ? new Completeness.Incomplete("") : new Completeness.Complete();
    }

    private static boolean endsWithBlankLine(String body) {
        int lastLine = body.lastIndexOf('\n', body.length() - 1);
        return !body.isBlank() && body.substring(lastLine + 1).isBlank();
    }

    Completions complete(String code, int cursor) {
        Matcher name = MAGIC_NAME.matcher(code).region(0, cursor);
        if (name.find()) {
            List<Completions.Item> items = magics.names().entrySet().stream()
                    .filter(magic -> magic.getKey().startsWith(name.group(2)))
                    .map(magic -> new Completions.Item(name.group(1) + magic.getKey(), "magic", magic.getValue()))
                    .toList();
            return new Completions(name.start(1), cursor, items);
        }
        return arguments.complete(code, cursor).orElseGet(() -> session.complete(withoutMagics(code), cursor));
    }

    Optional<DisplayData> inspect(String code, int cursor, Detail detail) {
        return inspections.inspect(withoutMagics(code), endOfName(code, cursor), detail);
    }

    private static int endOfName(String code, int cursor) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The code with every magic's own line turned into blanks, so that positions stay; code that a magic takes is kept. */
    private String withoutMagics(String code) {
        StringBuilder java = new StringBuilder(code);
        for (Part part : parts(code)) {
            if (part instanceof Part.Java) {
                continue;
            }
            int start = startOfLine(code, part.line());
            int end = endOfLine(code, start);
            String arguments = part instanceof Part.LineMagic magic ? magic.arguments() : "";
            int kept = code.substring(start, end).lastIndexOf(arguments);
            for (int i = start; i < (arguments.isEmpty() ? end : start + kept); i++) {
                java.setCharAt(i, ' ');
            }
        }
        return java.toString();
    }

    private static int startOfLine(String code, int line) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = code.indexOf('\n', start) + 1;
        }
        return start;
    }

    private static int endOfLine(String code, int start) {
        int end = code.indexOf('\n', start);
        return end < 0 ? code.length() : end;
    }

    private List<Part> parts(String code) {
        return CellParts.of(code, magic -> magics.find(magic).isPresent(), this::isExpression);
    }
}
