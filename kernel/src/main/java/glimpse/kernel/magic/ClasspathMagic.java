package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput;
import glimpse.kernel.session.Outcome;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Jars and folders for the session; they travel to the workers with what uses them. */
@Magic(
        value = {"classpath", "jars"},
        usage = "%classpath PATH…",
        help = "adds jars and folders to the class path of session and workers; file names may hold * and ?",
        arguments = Magic.Arguments.FILES)
final class ClasspathMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) throws MagicException, IOException {
        if (call.words().isEmpty()) {
            throw new MagicException("name a jar or a folder, such as lib/*.jar");
        }
        List<Path> entries = new ArrayList<>();
        for (String word : call.words()) {
            for (Path found : matching(word, call)) {
                Path entry = found.toAbsolutePath().normalize();
                entries.addAll(call.name().equals("jars") && Files.isDirectory(entry) ? jarsIn(entry) : List.of(entry));
            }
        }
        return new Outcome.NoValue(List.of(), ClassPathEntries.add(entries, call.context()));
    }

    private static List<Path> jarsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(ClassPathEntries::isJar).sorted().toList();
        }
    }

    private static List<Path> matching(String word, MagicCall call) throws MagicException, IOException {
        String name = word.startsWith("~/") ? System.getProperty("user.home") + word.substring(1) : word;
        int slash = name.lastIndexOf('/');
        Path folder = Path.of(slash < 0 ? "." : name.substring(0, slash + 1));
        String last = name.substring(slash + 1);
        List<Path> found = new ArrayList<>();
        if (!last.matches(".*[*?].*")) {
            found.add(Path.of(name));
        } else if (Files.isDirectory(folder)) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + last);
            try (Stream<Path> entries = Files.list(folder)) {
                entries.filter(entry -> matcher.matches(entry.getFileName()))
                        .sorted()
                        .forEach(found::add);
            }
            found.removeIf(entry -> leftOut(entry, call));
        }
        if (found.isEmpty() || !Files.exists(found.get(0))) {
            throw new MagicException("no file " + word + " in " + Path.of("").toAbsolutePath());
        }
        return found;
    }

    /** What a pattern matches need not be a jar; a name that was typed must. */
    private static boolean leftOut(Path entry, MagicCall call) {
        boolean leftOut = Files.isRegularFile(entry) && !ClassPathEntries.isJar(entry);
        if (leftOut) {
            call.context().output().write(CellOutput.Stream.STDERR, "left out, as it is no jar: " + entry + "\n");
        }
        return leftOut;
    }
}
