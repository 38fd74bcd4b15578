package glimpse.kernel.terminal;

import glimpse.kernel.cell.Completeness;
import glimpse.kernel.cell.Completions;
import glimpse.kernel.cell.Interpreter;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** JLine's questions about what is being typed, put to the interpreter: is it complete, and how could it go on. */
final class CodeParser implements Parser, Completer {
    private final Interpreter interpreter;
    private final ShellCommands commands;

    CodeParser(Interpreter interpreter, ShellCommands commands) {
        this.interpreter = interpreter;
        this.commands = commands;
    }

    @Override
    public ParsedLine parse(String code, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && !ShellCommands.isCommand(code)) {
            askForMore(code, cursor);
        }
        if (context == ParseContext.COMPLETE) {
            Completions found =
                    ShellCommands.isCommand(code) ? commands.complete(code) : interpreter.complete(code, cursor);
            return new TypedCode(code, cursor, found);
        }
        return new TypedCode(code, cursor, new Completions(cursor, cursor, List.of()));
    }

    private void askForMore(String code, int cursor) {
        if (interpreter.completeness(code) instanceof Completeness.Incomplete incomplete) {
            int depth = incomplete.indent().length() / TerminalShell.INDENTATION;
            throw new EOFError(-1, cursor, "incomplete", "", depth, null);
        }
    }

    @Override
    public boolean isEscapeChar(char c) {
        return false;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        for (Completions.Item item : ((TypedCode) line).completions().items()) {
            String description = item.signature().isEmpty() ? null : item.signature();
            candidates.add(
                    new Candidate(item.text(), item.text(), null, description, null, null, false, candidates.size()));
        }
    }

    /** What has been typed; its one word is what a completion would replace. */
    private record TypedCode(String code, int cursor, Completions completions) implements CompletingParsedLine {
        @Override
        public String word() {
            return code.substring(Math.min(completions.start(), cursor), cursor);
        }

        @Override
        public int wordCursor() {
            return word().length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return new ArrayList<>(List.of(word()));
        }

        @Override
        public String line() {
            return code;
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return wordCursor();
        }
    }
}
