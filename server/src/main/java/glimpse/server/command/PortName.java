package glimpse.server.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A port as it may be typed: its number, or the name of a TCP service, as services(5) has them. */
final class PortName {
    private static final Path SERVICES = Path.of("/etc/services");

    private PortName() {}

    /**
     * Reads a port.
     *
     * @param option to name in the message
     * @return 0 to 65535
     */
    static int read(String option, String text) throws UsageException {
        OptionalInt port = text.matches("[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : service(text);
        if (port.isEmpty() || port.getAsInt() > 0xffff) {
            throw new UsageException(
                    option + " '" + text + "' (expected: 0..65535, or a TCP service of " + SERVICES + ")");
        }
        return port.getAsInt();
    }

    private static OptionalInt service(String name) {
        if (!Files.isReadable(SERVICES)) {
            return OptionalInt.empty();
        }
        try (Stream<String> lines = Files.lines(SERVICES, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.replaceFirst("#.*", "").strip().split("\\s+", -1))
                    .filter(words -> words.length > 1 && words[1].matches("[0-9]{1,5}/tcp"))
                    .filter(words -> words[0].equals(name)
                            || Arrays.asList(words).subList(2, words.length).contains(name))
                    .mapToInt(words -> Integer.parseInt(words[1].replace("/tcp", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }
}
