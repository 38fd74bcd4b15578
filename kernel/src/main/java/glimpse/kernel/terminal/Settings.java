package glimpse.kernel.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What {@code /set} sets. One thread. */
final class Settings {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final String HOW = """
            /set feedback normal|silent    whether values are shown
            /set prompt "TEXT" ["TEXT"]    what stands before the first line and before the others
            /set editor COMMAND            what /edit opens (default: $VISUAL, $EDITOR, vi)
            /set start FILE|-none          what runs at /reset and /reload; for every start: %s
            """;

    private final Optional<Path> usualStart;
    private Optional<Path> start;
    private boolean values = true;
    private String prompt = "glimpse> ";
    private String promptOfMoreLines = "    ...> ";
    private Optional<String> editor = Optional.empty();

    /** @param start the file that ran before the first prompt */
    Settings(Optional<Path> start) {
        this.usualStart = start;
        this.start = start;
    }

    boolean values() {
        return values;
    }

    String prompt() {
        return prompt;
    }

    String promptOfMoreLines() {
        return promptOfMoreLines;
    }

    Optional<Path> start() {
        return start;
    }

    String editor() {
        String visual = System.getenv("VISUAL");
        return editor.orElseGet(() -> visual != null ? visual : System.getenv().getOrDefault("EDITOR", "vi"));
    }

    /**
     * Changes one.
     *
     * @return what to tell the user
     * @throws IOException saying what is expected
     */
    String set(String arguments) throws IOException {
        List<String> words =
                WORD.matcher(arguments).results().map(Settings::word).toList();
        if (words.isEmpty()) {
            return state();
        }
        List<String> values = words.subList(1, words.size());
        switch (words.get(0)) {
            case "feedback" -> feedback(values);
            case "prompt" -> prompts(values);
            case "editor" ->
                editor(arguments.strip().substring("editor".length()).strip());
            case "start" -> start(values);
            case "mode", "format", "truncation", "indent" ->
                throw new IOException(words.get(0) + " is not set here: values are shown by renderers, so type "
                        + "renderer(Type.class, value -> html(\"…\"))");
            default -> throw new IOException("type it as\n" + how());
        }
        return "";
    }

    private static String word(MatchResult word) {
        return word.group(1) == null ? word.group(2) : word.group(1);
    }

    private void feedback(List<String> words) throws IOException {
        values = switch (words.size() == 1 ? words.get(0) : "") {
            case "silent", "concise" -> false;
            case "normal", "verbose" -> true;
            default -> throw new IOException("type it as /set feedback normal|silent");
        };
    }

    private void prompts(List<String> words) throws IOException {
        if (words.isEmpty() || words.size() > 2) {
            throw new IOException("type it as /set prompt \"java> \" \"  ... \"");
        }
        prompt = words.get(0);
        promptOfMoreLines = words.size() == 2 ? words.get(1) : " ".repeat(Math.max(0, prompt.length() - 5)) + "...> ";
    }

    private void editor(String command) throws IOException {
        if (command.isEmpty()) {
            throw new IOException("type it as /set editor COMMAND; now it is " + editor());
        }
        editor = Optional.of(command);
    }

    private void start(List<String> words) throws IOException {
        String word = words.size() == 1 ? words.get(0) : "";
        switch (word) {
            case "" -> throw new IOException("type it as /set start FILE, -none or -default");
            case "-none" -> start = Optional.empty();
            case "-default" -> start = usualStart;
            default -> {
                if (!Files.isReadable(Path.of(word))) {
                    throw new IOException("no file " + word + " (expected: a file to run, -none or -default)");
                }
                start = Optional.of(Path.of(word).toAbsolutePath());
            }
        }
    }

    private String state() {
        return how()
                + String.format(
                        "now: feedback %s, prompt \"%s\" \"%s\", editor %s, start %s%n",
                        values ? "normal" : "silent",
                        prompt,
                        promptOfMoreLines,
                        editor(),
                        start.map(Path::toString).orElse("-none"));
    }

    private static String how() {
        return HOW.formatted("startup.jsh in ~/.config/glimpse");
    }
}
