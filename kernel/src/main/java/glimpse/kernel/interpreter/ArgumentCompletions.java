package glimpse.kernel.interpreter;

import glimpse.kernel.cell.Completions;
import glimpse.kernel.cell.Completions.Item;
import glimpse.kernel.magic.Magic;
import glimpse.kernel.magic.Magics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Proposals for what stands behind the name of a magic or in a command: the magic's own words, and files. Any thread. */
final class ArgumentCompletions {
    private static final Pattern TYPED =
            Pattern.compile("(?m)^[ \\t]*(?:%%?([A-Za-z][\\w-]*)[ \\t]+|(!))((?:[^\\n]*[ \\t])?)([^ \\t\\n]*)\\z");
    private static final Pattern WORD_OF_USAGE = Pattern.compile("%%?\\S+ (-{0,2}[a-z]\\S*).*");
    private static final int MAX_FILES = 500;

    private final Magics magics;

    ArgumentCompletions(Magics magics) {
        this.magics = magics;
    }

    /** What could go on before {@code cursor}; empty if Java stands there. */
    Optional<Completions> complete(String code, int cursor) {
        Matcher typed = TYPED.matcher(code).region(0, cursor);
        if (!typed.find()) {
            return Optional.empty();
        }
        Optional<Magic> magic = magics.annotationOf(typed.group(2) == null ? typed.group(1) : "sh");
        if (magic.isEmpty() || magic.get().arguments() != Magic.Arguments.FILES) {
            return Optional.empty();
        }
        String word = typed.group(4);
        List<Item> items = new ArrayList<>();
        if (typed.group(3).isBlank()) {
            items.addAll(words(magic.get(), word));
        }
        items.addAll(files(word));
        return Optional.of(new Completions(typed.start(4), cursor, items));
    }

    private static List<Item> words(Magic magic, String begun) {
        return Stream.of(magic.usage())
                .map(WORD_OF_USAGE::matcher)
                .filter(Matcher::matches)
                .map(usage -> usage.group(1))
                .distinct()
                .filter(word -> word.startsWith(begun))
                .map(word -> new Item(word, "keyword", ""))
                .toList();
    }

    /** Folders end with a slash, so that the next proposals are what is in them. */
    private static List<Item> files(String begun) {
        int slash = begun.lastIndexOf('/') + 1;
        String folder = begun.substring(0, slash);
        String name = begun.substring(slash);
        try (Stream<Path> found = Files.list(path(folder))) {
            return found.filter(each -> each.getFileName().toString().startsWith(name))
                    .filter(each ->
                            !name.isEmpty() || !each.getFileName().toString().startsWith("."))
                    .limit(MAX_FILES)
                    .map(each -> folder + each.getFileName() + (Files.isDirectory(each) ? "/" : ""))
                    .sorted()
                    .map(text -> new Item(text, "path", ""))
                    .toList();
        } catch (IOException | InvalidPathException e) {
            return List.of(); // there is no such folder
        }
    }

    private static Path path(String folder) {
        return folder.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), folder.substring(2))
                : Path.of(folder);
    }
}
