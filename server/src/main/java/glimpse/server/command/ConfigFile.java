package glimpse.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A file of options: words parted by white space, as on the command line, long names cut as short as they stay unique. What is no
 * option is skipped, and so is what stands after {@code #} on a line.
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
            throw new UsageException("Could not open configuration file. (" + file + ")");
        }
        String[] words = text.replaceAll("(?m)(^|\\s)#.*$", " ").strip().split("\\s+", -1);
        List<String> options = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            if (!words[i].startsWith("--")) {
                continue;
            }
            int equals = words[i].indexOf('=');
            OptionSpec option = option(equals < 0 ? words[i] : words[i].substring(0, equals), spec);
            boolean wantsValue = option.arity().min() > 0;
            if (equals >= 0) {
                options.add(option.longestName() + words[i].substring(equals));
            } else if (!wantsValue) {
                options.add(option.longestName());
            } else if (++i < words.length) {
                options.add(option.longestName() + "=" + words[i]);
            } else {
                throw new UsageException("the required argument for option '" + option.longestName() + "' is missing");
            }
        }
        return options;
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
