package glimpse.cluster.config;

import static glimpse.cluster.config.ConfigException.found;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ini4j.Config;
import org.ini4j.Ini;
import org.ini4j.InvalidFileFormatException;
import org.ini4j.Profile;

/**
 * The sections of one or several INI files, the later file winning key by key. Names of keys are lower case here; each value
 * remembers its file for the sake of error messages.
 */
final class ConfigFile {
    private static final String DEFAULT = "DEFAULT";
    private static final long MAX_BYTES = 1 << 20;

    /** A value as written, and where. */
    private record Raw(String text, Path file) {}

    private final List<Path> files;
    private final Map<String, Map<String, Raw>> sections = new HashMap<>();

    private ConfigFile(List<Path> files) {
        this.files = List.copyOf(files);
    }

    /** Reads the files in their order; a {@link ConfigException} names the one that cannot be used. */
    static ConfigFile read(List<Path> files) {
        if (files.isEmpty()) {
            throw new ConfigException("no configuration file (expected: -c FILE or GLIMPSE_CLUSTER_CONFIG)");
        }
        ConfigFile config = new ConfigFile(files);
        files.forEach(config::add);
        return config;
    }

    static String lower(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    private void add(Path file) {
        parse(file).forEach((name, section) -> {
            Map<String, Raw> values = sections.computeIfAbsent(name, n -> new HashMap<>());
            section.forEach((key, value) -> values.put(lower(key.strip()), new Raw(withoutComment(value), file)));
        });
    }

    private static Map<String, Profile.Section> parse(Path file) {
        Config rules = new Config();
        rules.setEscape(false);
        rules.setInclude(false);
        rules.setEmptyOption(false);
        rules.setTree(false);
        Ini ini = new Ini();
        ini.setConfig(rules);
        try {
            ini.load(new StringReader(ContinuedLines.join(text(file))));
        } catch (InvalidFileFormatException e) {
            throw new ConfigException(
                    "%s: %s (expected: [section], or key = value inside one)".formatted(file, oneLine(e.getMessage())));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return ini;
    }

    private static String text(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file) && Files.isDirectory(file)) {
            throw new ConfigException(file + ": is a directory (expected: a readable INI file)");
        }
        if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
            throw new ConfigException(file + ": " + Files.size(file) + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        return Files.readString(file);
    }

    private static ConfigException unreadable(Path file, IOException e) {
        String why = e instanceof NoSuchFileException
                ? "no such file"
                : e instanceof AccessDeniedException
                        ? "permission denied"
                        : e instanceof CharacterCodingException ? "not UTF-8" : oneLine(String.valueOf(e.getMessage()));
        return new ConfigException("%s: cannot be read: %s (expected: a readable INI file)".formatted(file, why));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    /** A comment inside a line begins with white space and a semicolon; a semicolon inside a word is part of it. */
    private static String withoutComment(String value) {
        if (value == null) {
            return "";
        }
        String text =
                value.startsWith(";") ? "" : value.replaceFirst("\\s;.*$", "").strip();
        return text.equals("\"\"") ? "" : text;
    }

    boolean has(String section) {
        return sections.containsKey(section);
    }

    /** Fails unless the section is there. */
    void require(String section, String content) {
        if (!has(section)) {
            throw new ConfigException(
                    "%s: [%s]: section missing (expected: a section with %s)".formatted(names(), section, content));
        }
    }

    /** The replaced value of a key, own or from {@code [DEFAULT]}. */
    Optional<String> value(String section, String key) {
        Raw raw = raw(section, key);
        if (raw == null) {
            return Optional.empty();
        }
        Interpolation replaced = new Interpolation(name -> {
            Raw other = raw(section, name);
            return other == null ? null : other.text();
        });
        try {
            return Optional.of(replaced.of(raw.text()));
        } catch (IllegalArgumentException e) {
            throw ConfigException.at(raw.file().toString(), section, key, found(raw.text()), e.getMessage());
        }
    }

    /** The value of a key that must be there and not empty. */
    String required(String section, String key, String expected) {
        return value(section, key)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> ConfigException.at(names(), section, key, "missing", expected));
    }

    /** Tells whether a key is set to yes; not set is no. */
    boolean flag(String section, String key) {
        return value(section, key)
                .map(value -> switch (lower(value)) {
                    case "1", "yes", "true", "on" -> true;
                    case "0", "no", "false", "off" -> false;
                    default -> throw wrong(section, key, value, "1/yes/true/on or 0/no/false/off");
                })
                .orElse(false);
    }

    /** The complaint about a key that is not there. */
    ConfigException missing(String section, String key, String expected) {
        return ConfigException.at(names(), section, key, "missing", expected);
    }

    /** The complaint about a value that no message may show. */
    ConfigException wrongSecret(String section, String key, String expected) {
        return ConfigException.at(file(section, key).toString(), section, key, "not shown", expected);
    }

    /** A file that a key's value names: a relative name is beside the file that has it. */
    Path beside(String section, String key, String name) {
        return file(section, key).toAbsolutePath().resolveSibling(name).normalize();
    }

    /** The complaint about a key's value. */
    ConfigException wrong(String section, String key, String value, String expected) {
        return ConfigException.at(file(section, key).toString(), section, key, found(value), expected);
    }

    /** The file that a key's value is from. */
    Path file(String section, String key) {
        return raw(section, key).file();
    }

    private Raw raw(String section, String key) {
        Raw own = sections.getOrDefault(section, Map.of()).get(key);
        return own != null ? own : sections.getOrDefault(DEFAULT, Map.of()).get(key);
    }

    /** The files, as they were named. */
    String names() {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
