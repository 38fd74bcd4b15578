package glimpse.server.admin;

import java.util.ArrayList;
import java.util.List;

/**
 * A text command, cut into words: one or more spaces part them, a space before the first word makes an empty first word, a space after
 * the last an empty last one.
 */
record CommandLine(List<String> words) {
    private static final int MAX_WORDS = 5;

    static CommandLine of(String line) {
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int space = text.indexOf(' '); space >= 0; space = text.indexOf(' ', from)) {
            words.add(text.substring(from, space));
            from = space;
            while (from < text.length() && text.charAt(from) == ' ') {
                from++;
            }
        }
        words.add(text.substring(from));
        return new CommandLine(words);
    }

    boolean hasTooManyWords() {
        return words.size() > MAX_WORDS;
    }

    int size() {
        return words.size();
    }

    String word(int index) {
        return words.get(index);
    }

    /** Whether the word is there and is this one; upper and lower case are the same. */
    boolean is(int index, String word) {
        return index < words.size() && words.get(index).equalsIgnoreCase(word);
    }
}
