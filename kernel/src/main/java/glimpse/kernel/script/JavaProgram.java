package glimpse.kernel.script;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A {@code .java} file as cells: its declarations, and the call of its main method. As with {@code java File.java}, main is that of the
 * first type of the file; without one, a {@code main} at the top level; without that, the file is a script.
 *
 * @param declarations the file without its package declaration
 * @param mainType the type with the main method; empty if main is at the top level
 * @param mainParameters whether and how main takes arguments
 */
record JavaProgram(String declarations, String mainType, MainParameters mainParameters) {
    enum MainParameters {
        NO_MAIN,
        NONE,
        STRINGS
    }

    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+[\\w.]+\\s*;");
    private static final Pattern TYPE = Pattern.compile(
            "(?m)^(?:(?:public|final|abstract|sealed|strictfp|static)\\s+)*(?:class|record|enum|interface)\\s+(\\w+)");
    private static final Pattern TYPES_MAIN =
            Pattern.compile("\\bstatic\\s+(?:final\\s+)?void\\s+main\\s*\\(\\s*(?:final\\s+)?(String\\b)?");
    private static final Pattern TOP_LEVEL_MAIN =
            Pattern.compile("(?m)^(?:(?:public|static|final)\\s+)*void\\s+main\\s*\\(\\s*(?:final\\s+)?(String\\b)?");

    static JavaProgram of(String file) {
        String code = file.startsWith("#!") ? "//" + file : file;
        String declarations = PACKAGE.matcher(code).replaceFirst("");
        Matcher topLevel = TOP_LEVEL_MAIN.matcher(declarations);
        if (topLevel.find()) {
            return new JavaProgram(declarations, "", parameters(topLevel));
        }
        Matcher type = TYPE.matcher(declarations);
        Matcher main = TYPES_MAIN.matcher(declarations);
        if (type.find() && main.find()) {
            return new JavaProgram(declarations, type.group(1), parameters(main));
        }
        return new JavaProgram(declarations, "", MainParameters.NO_MAIN);
    }

    private static MainParameters parameters(Matcher main) {
        return main.group(1) == null ? MainParameters.NONE : MainParameters.STRINGS;
    }

    /** The statement that runs the program; empty if there is no main. */
    Optional<String> mainCall(List<String> arguments) {
        String call = (mainType.isEmpty() ? "" : mainType + ".") + "main(";
        return switch (mainParameters) {
            case NO_MAIN -> Optional.empty();
            case NONE -> Optional.of(call + ");");
            case STRINGS -> Optional.of(call + array(arguments) + ");");
        };
    }

    /** The expression that makes an array of texts. */
    static String array(List<String> texts) {
        return texts.stream().map(JavaProgram::literal).collect(Collectors.joining(", ", "new String[] {", "}"));
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c < ' ') {
                literal.append(String.format("\\%03o", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append('"').toString();
    }
}
