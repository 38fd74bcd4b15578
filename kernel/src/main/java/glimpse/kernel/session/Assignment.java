package glimpse.kernel.session;

import java.util.regex.Pattern;

/** Tells assignments from other expressions: JShell takes one to a field or an element of an array for any expression. */
final class Assignment {
    /** Text and comments, where anything may stand. */
    private static final Pattern OPAQUE = Pattern.compile(
            "\"\"\"(?:\\\\.|[^\\\\])*?\"\"\"|\"(?:\\\\.|[^\\\\\"])*+\"|'(?:\\\\.|[^\\\\'])*+'|//[^\n]*+|/\\*.*?\\*/",
            Pattern.DOTALL);

    private static final Pattern COMPARISON = Pattern.compile("==|!=|(?<!<)<=|(?<!>)>=");

    private Assignment() {}

    /** Whether an expression that compiles assigns, outside of all brackets and lambdas. */
    static boolean is(String expression) {
        String code =
                COMPARISON.matcher(OPAQUE.matcher(expression).replaceAll("_")).replaceAll("_");
        int depth = 0;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            } else if (depth == 0 && c == '=') {
                return true;
            } else if (depth == 0 && code.startsWith("->", i)) {
                return false;
            }
        }
        return false;
    }
}
