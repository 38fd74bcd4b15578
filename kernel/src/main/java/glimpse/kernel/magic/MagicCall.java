package glimpse.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One use of a magic.
 *
 * @param line the line of the cell it stands on, from 1
 * @param name as typed, without {@code %}
 * @param arguments the rest of its line
 * @param body the cell below a {@code %%} magic; empty for a line magic
 * @param context what it works with
 */
public record MagicCall(int line, String name, String arguments, Optional<String> body, MagicContext context) {
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(\\S+)");

    /** The arguments cut at blanks; a word may stand in quotes. */
    public List<String> words() {
        return words(arguments);
    }

    /** The words of a line. */
    public static List<String> words(String arguments) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(arguments);
        while (matcher.find()) {
            String quoted = matcher.group(1) == null
                    ? matcher.group(2)
                    : matcher.group(1).replaceAll("\\\\(.)", "$1");
            words.add(quoted == null ? matcher.group(3) : quoted);
        }
        return words;
    }

    /** The code it was given: the body if there is one, else the arguments. */
    public String code() {
        return body.orElse(arguments);
    }

    /**
     * That code, where there has to be some.
     *
     * @throws MagicException if there is none, with an example
     */
    String codeToRun() throws MagicException {
        if (code().isBlank()) {
            throw new MagicException("name the code, such as: %" + name + " Math.sqrt(2)");
        }
        return code();
    }

    /** The line of the cell where {@link #code} begins. */
    public int codeLine() {
        return body.isPresent() ? line + 1 : line;
    }
}
