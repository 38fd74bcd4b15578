package glimpse.server.command;

import glimpse.server.log.FileReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A file of options: words parted by white space, as on the command line, long names cut as short as they stay unique. A word that
 * neither begins with a dash nor belongs to an option is skipped, and so is what stands after {@code #} on a line.
 */
final class ConfigFile {
    static final Path DEFAULT = Path.of("/etc/gearmand.conf");

    private ConfigFile() {}

    /**
     * Reads the options.
     *
     * @return each with its value as one word: {@code --port=4731}
     */
    static List<String> read(Path file, CommandSpec spec) throws UsageException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UsageException("Could not open configuration file. (" + file + ": " + FileReason.of(e) + ")");
        }
        String[] words = text.replaceAll("(?m)(^|\\s)#.*$", " ").strip().split("\\s+", -1);
        List<String> options = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            if (words[i].length() < 2 || words[i].charAt(0) != '-') {
                continue;
            }
            String next = i + 1 < words.length ? words[i + 1] : null;
            if (words[i].startsWith("--") || spec.findOption(words[i].split("=", 2)[0]) != null) {
                int equals = words[i].indexOf('=');
                OptionSpec option = option(equals < 0 ? words[i] : words[i].substring(0, equals), spec);
                i += add(options, option, equals < 0 ? null : words[i].substring(equals + 1), next);
            } else {
                i += addCluster(options, words[i], spec, next);
            }
        }
        return options;
    }

    /** Adds an option with its value, which may be the next word; tells how many words that took. */
    private static int add(List<String> options, OptionSpec option, String value, String next) throws UsageException {
        if (value != null) {
            options.add(option.longestName() + "=" + value);
            return 0;
        }
        boolean needsValue = option.arity().min() > 0;
        boolean takesValue = needsValue || (option.arity().max() > 0 && next != null && !next.startsWith("-"));
        if (!takesValue) {
            options.add(option.longestName());
            return 0;
        }
        if (next == null) {
            throw new UsageException("the required argument for option '" + option.longestName() + "' is missing");
        }
        options.add(option.longestName() + "=" + next);
        return 1;
    }

    /** Adds short options in one word, the last one with its value: {@code -dp4731}. */
    private static int addCluster(List<String> options, String word, CommandSpec spec, String next)
            throws UsageException {
        for (int at = 1; at < word.length(); at++) {
            OptionSpec option = spec.findOption("-" + word.charAt(at));
            if (option == null) {
                throw new UsageException("unrecognised option '" + word + "'");
            }
            String rest = word.substring(at + 1);
            if (option.arity().max() > 0) {
                return add(options, option, rest.isEmpty() ? null : rest, next);
            }
            add(options, option, null, null);
        }
        return 0;
    }

    private static OptionSpec option(String name, CommandSpec spec) throws UsageException {
        Optional<OptionSpec> exact = Optional.ofNullable(spec.findOption(name));
        List<OptionSpec> longer = spec.options().stream()
                .filter(o -> o.longestName().startsWith(name))
                .toList();
        if (exact.isEmpty() && longer.size() != 1) {
            throw new UsageException((longer.isEmpty() ? "unrecognised option '" : "option '")
                    + name
                    + (longer.isEmpty() ? "'" : "' is ambiguous"));
        }
        OptionSpec option = exact.orElseGet(() -> longer.get(0));
        if (option.longestName().equals("--check-args")) {
            throw new UsageException("unrecognised option '" + name + "'");
        }
        return option;
    }
}
