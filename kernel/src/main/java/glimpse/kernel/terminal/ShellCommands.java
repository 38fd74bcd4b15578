package glimpse.kernel.terminal;

import glimpse.kernel.cell.Completions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The commands of the prompt itself, which begin with {@code /}; everything else is a cell. */
final class ShellCommands {
    enum Command {
        HELP("/help", "this list"),
        EXIT("/exit", "leaves, as Ctrl-D does"),
        HISTORY("/history", "what has been typed");

        final String name;
        final String help;

        Command(String name, String help) {
            this.name = name;
            this.help = help;
        }
    }

    /** Whether a line is for the prompt: a slash that begins neither a comment nor anything else of Java. */
    static boolean isCommand(String code) {
        String line = code.strip();
        return line.startsWith("/") && !line.startsWith("//") && !line.startsWith("/*");
    }

    /** The command a line names, by any beginning of its name that is its own. */
    Optional<Command> of(String line) {
        String typed = line.strip().split("\\s+", 2)[0];
        List<Command> matching = Arrays.stream(Command.values())
                .filter(command -> typed.length() > 1 && command.name.startsWith(typed))
                .toList();
        return matching.size() == 1 ? Optional.of(matching.get(0)) : Optional.empty();
    }

    Completions complete(String code) {
        int start = code.indexOf('/');
        return new Completions(
                start,
                code.length(),
                Arrays.stream(Command.values())
                        .map(command -> new Completions.Item(command.name, "keyword", command.help))
                        .toList());
    }

    String help() {
        StringBuilder help = new StringBuilder("""
                Type Java: statements, declarations, expressions. Tab completes.
                map(f, xs) runs f on every worker of the cluster: map(n -> n * n, range(1, 11))
                %lsmagic lists the magics, %cluster shows the workers.
                Ctrl-C stops what runs or clears the line, Ctrl-R searches the history, Ctrl-D leaves.
                """);
        for (Command command : Command.values()) {
            help.append(String.format("  %-10s %s%n", command.name, command.help));
        }
        return help.toString();
    }
}
