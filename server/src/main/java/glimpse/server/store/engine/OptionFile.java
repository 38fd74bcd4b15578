package glimpse.server.store.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * MySQL's option files, {@code my.cnf}: what stands in the groups {@code client} and {@code gearmand}.
 *
 * @see <a href="https://mariadb.com/kb/en/configuring-mariadb-with-option-files/">Option files</a>
 */
public final class OptionFile {
    private static final Set<String> GROUPS = Set.of("client", "client-server", "client-mariadb", "gearmand");
    private static final int MAX_DEPTH = 10;

    private final Map<String, String> values = new HashMap<>();

    private OptionFile() {}

    /** Reads the files that are there, later ones win; one that cannot be read is passed over, as MySQL's own programs do it. */
    public static OptionFile read(List<Path> files) {
        OptionFile options = new OptionFile();
        files.forEach(file -> options.read(file, MAX_DEPTH));
        return options;
    }

    /** The files of this machine and user. */
    public static List<Path> usual() {
        return List.of(
                Path.of("/etc/my.cnf"),
                Path.of("/etc/mysql/my.cnf"),
                Path.of(System.getProperty("user.home"), ".my.cnf"));
    }

    /** The value of an option such as {@code host}, or another if it is not set. */
    public String value(String option, String otherwise) {
        return values.getOrDefault(option, otherwise);
    }

    private void read(Path file, int depth) {
        if (depth == 0 || !Files.isReadable(file) || Files.isDirectory(file)) {
            return;
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            return;
        }
        boolean isOurs = false;
        for (String line : lines) {
            String text = line.strip();
            if (text.startsWith("[")) {
                isOurs = GROUPS.contains(text.replaceAll("[\\[\\]]", "").strip());
            } else if (text.startsWith("!includedir ")) {
                includeFolder(Path.of(text.substring(12).strip()), depth - 1);
            } else if (text.startsWith("!include ")) {
                read(Path.of(text.substring(9).strip()), depth - 1);
            } else if (isOurs && !text.isEmpty() && !text.startsWith("#") && !text.startsWith(";")) {
                String[] parts = text.split("=", 2);
                values.put(parts[0].strip().replace('_', '-'), parts.length == 1 ? "" : unquoted(parts[1].strip()));
            }
        }
    }

    private void includeFolder(Path folder, int depth) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".cnf")).sorted().forEach(file -> read(file, depth));
        } catch (IOException e) {
            return;
        }
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
