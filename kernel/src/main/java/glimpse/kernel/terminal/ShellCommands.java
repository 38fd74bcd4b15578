package glimpse.kernel.terminal;

import glimpse.kernel.cell.Completions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The commands of the prompt itself, which begin with {@code /}, by jshell's names; everything else is a cell. */
final class ShellCommands {
    enum Command {
        HELP("/help", "[COMMAND]", "this list, or one of it"),
        LIST("/list", "[NUMBER]", "the cells that ran, with their numbers"),
        VARS("/vars", "", "the variables"),
        METHODS("/methods", "", "the methods"),
        TYPES("/types", "", "the classes, records, enums and interfaces"),
        IMPORTS("/imports", "", "the imports"),
        EDIT("/edit", "[NUMBER]", "changes a cell, or all, in $VISUAL or $EDITOR, and runs it again"),
        DROP("/drop", "NAME…", "forgets variables, methods, types"),
        SAVE("/save", "[-history] FILE", "writes the cells that ran into a file, or all that was typed"),
        OPEN("/open", "FILE", "runs a file"),
        RELOAD("/reload", "", "forgets everything and runs the cells again"),
        RESET("/reset", "", "forgets everything, and runs the startup file again"),
        ENV("/env", "[-class-path PATHS]", "adds to the class path"),
        SET("/set", "[SETTING VALUE]", "feedback, prompt, editor, start; alone it shows them"),
        HISTORY("/history", "", "what has been typed"),
        EXIT("/exit", "", "leaves, as Ctrl-D does");

        final String name;
        final String arguments;
        final String help;

        Command(String name, String arguments, String help) {
            this.name = name;
            this.arguments = arguments;
            this.help = help;
        }
    }

    /** Whether a line is for the prompt: a slash that begins neither a comment nor anything else of Java. */
    static boolean isCommand(String code) {
        String line = code.strip();
        return line.startsWith("/") && !line.startsWith("//") && !line.startsWith("/*");
    }

    /** The command a line names, by any beginning of its name that is its own, or that a command before it does not have. */
    Optional<Command> of(String line) {
        String typed = name(line);
        if (typed.equals("/?")) {
            return Optional.of(Command.HELP);
        }
        List<Command> matching = Arrays.stream(Command.values())
                .filter(command -> typed.length() > 1 && command.name.startsWith(typed))
                .toList();
        Optional<Command> exact =
                matching.stream().filter(command -> command.name.equals(typed)).findFirst();
        return exact.isPresent() || matching.size() != 1 ? exact : Optional.of(matching.get(0));
    }

    /** The first word, with its slash. */
    static String name(String line) {
        return line.strip().split("\\s+", 2)[0];
    }

    /** What follows the first word. */
    static String arguments(String line) {
        String[] words = line.strip().split("\\s+", 2);
        return words.length == 2 ? words[1] : "";
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

    static String help(Command command) {
        return String.format("  %-28s %s%n", command.name + " " + command.arguments, command.help);
    }

    /** All of them, after what to know first. */
    String help() {
        StringBuilder help = new StringBuilder("""
                Type Java: statements, declarations, expressions. Tab completes, F1 or Alt-h shows the documentation.
                map(f, xs) runs f on every worker of the cluster: map(n -> n * n, range(1, 11))
                %lsmagic lists the magics, %cluster shows the workers, !COMMAND runs a command of the system.
                Ctrl-C stops what runs or clears the line, Ctrl-R searches the history, Ctrl-D leaves.
                The right arrow takes the line that is suggested in grey.
                """);
        for (Command command : Command.values()) {
            help.append(help(command));
        }
        return help.append(String.format(
                        "  %-28s %s%n",
                        "/NUMBER, /-NUMBER, /!", "runs a cell again: by number, from the end, the last"))
                .toString();
    }
}
