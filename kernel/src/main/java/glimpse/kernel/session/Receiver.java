package glimpse.kernel.session;

import java.util.Optional;

/** The expression before a dot, read backwards: names, calls, indexes, literals, casts in brackets. */
final class Receiver {
    private final String code;
    private int at;

    private Receiver(String code) {
        this.code = code;
        this.at = code.length();
    }

    /** What the last dot of {@code code} is applied to; empty if the code does not end with a dot, or that cannot be told. */
    static Optional<String> of(String code) {
        String stripped = code.stripTrailing();
        if (!stripped.endsWith(".")) {
            return Optional.empty();
        }
        Receiver receiver = new Receiver(stripped.substring(0, stripped.length() - 1));
        receiver.readExpression();
        String expression = receiver.code.substring(receiver.at).strip();
        return expression.isEmpty() ? Optional.empty() : Optional.of(expression);
    }

    private void readExpression() {
        do {
            skipBlanks();
            readOperand();
            skipBlanks();
        } while (skip('.'));
        int end = code.substring(0, at).stripTrailing().length();
        if (code.substring(0, end).endsWith("new")
                && (end == 3 || !Character.isJavaIdentifierPart(code.charAt(end - 4)))) {
            at = end - 3;
        }
    }

    private void readOperand() {
        if (before() == '"') {
            at = Math.max(0, code.lastIndexOf('"', at - 2));
            return;
        }
        while (before() == ')' || before() == ']') {
            skipBrackets();
            skipBlanks();
        }
        while (at > 0 && Character.isJavaIdentifierPart(before())) {
            at--;
        }
    }

    /** To before the bracket that belongs to the one that ends here. */
    private void skipBrackets() {
        int depth = 0;
        do {
            char c = before();
            if (c == ')' || c == ']' || c == '}') {
                depth++;
            } else if (c == '(' || c == '[' || c == '{') {
                depth--;
            } else if (c == '"') {
                at = Math.max(1, code.lastIndexOf('"', at - 2) + 1);
            }
            at--;
        } while (at > 0 && depth > 0);
    }

    private boolean skip(char wanted) {
        if (before() == wanted) {
            at--;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at > 0 && Character.isWhitespace(before())) {
            at--;
        }
    }

    private char before() {
        return at == 0 ? '\0' : code.charAt(at - 1);
    }
}
