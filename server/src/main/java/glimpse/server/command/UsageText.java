package glimpse.server.command;

import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with words on a command line, in the C server's words: its init scripts and their readers know them. */
final class UsageText {
    private static final Pattern NOTHING_AFTER_EQUALS = Pattern.compile("(--[a-z0-9-]+)=");

    private UsageText() {}

    /** Refuses {@code --option=} without a value, which as a word of its own, {@code --option ''}, may be empty. */
    static void requireValues(List<String> words) throws UsageException {
        for (String word : words) {
            var matcher = NOTHING_AFTER_EQUALS.matcher(word);
            if (matcher.matches()) {
                throw new UsageException("the argument for option '" + matcher.group(1)
                        + "' should follow immediately after the equal sign");
            }
        }
    }

    /** The text for what the parser has refused. */
    static UsageException of(ParameterException refused, List<String> words) {
        if (refused instanceof UnmatchedArgumentException unmatched) {
            return new UsageException("unrecognised option '"
                    + typedCluster(unmatched.getUnmatched().get(0), words) + "'");
        }
        if (refused instanceof OverwrittenOptionException twice) {
            return new UsageException(
                    "option '" + name(twice.getOverwritten(), words) + "' cannot be specified more than once");
        }
        if (refused instanceof MissingParameterException missing) {
            String name = name(missing.getMissing().get(0), words);
            return new UsageException("the required argument for option '" + name + "' is missing");
        }
        return ofValue(refused, words);
    }

    private static UsageException ofValue(ParameterException refused, List<String> words) {
        if (!(refused.getArgSpec() instanceof OptionSpec option)) {
            return new UsageException(refused.getMessage());
        }
        String name = name(option, words);
        if (option.arity().max() == 0) {
            return new UsageException("option '" + name + "' does not take any arguments");
        }
        String value = refused.getValue().isEmpty() ? "" : " ('" + refused.getValue() + "')";
        String expected = option.type() == boolean.class ? "true or false" : "a whole number";
        return new UsageException(
                "the argument" + value + " for option '" + name + "' is invalid (expected: " + expected + ")");
    }

    /** The name as it was typed, the longest one for a letter. */
    private static String name(ArgSpec argument, List<String> words) {
        OptionSpec option = (OptionSpec) argument;
        List<String> names = List.of(option.names());
        return words.stream()
                .map(word -> word.split("=", 2)[0])
                .filter(word -> word.length() > 2 && names.contains(word))
                .findFirst()
                .orElse(option.longestName());
    }

    /** Of letters in one word the parser names only the one it does not know, and those after it. */
    private static String typedCluster(String unmatched, List<String> words) {
        if (!unmatched.startsWith("-")) {
            return unmatched;
        }
        return words.stream()
                .filter(word -> word.matches("-[^-].*") && word.endsWith(unmatched.substring(1)))
                .findFirst()
                .orElse(unmatched);
    }
}
