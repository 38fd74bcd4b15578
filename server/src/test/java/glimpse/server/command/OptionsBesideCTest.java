package glimpse.server.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every option, well and badly used, behind {@code --check-args}, to C's gearmand and to ours: {@code options-beside-c.txt}. */
class OptionsBesideCTest {
    private static final String C = "/usr/sbin/gearmand";

    /** How a program has ended. */
    private record End(int exitCode, String out, String err) {}

    @TestFactory
    Stream<DynamicTest> everyOption() throws IOException {
        try (InputStream in = OptionsBesideCTest.class.getResourceAsStream("/options-beside-c.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> dynamicTest(line, () -> compare(line)));
        }
    }

    private static void compare(String line) throws IOException, InterruptedException {
        boolean otherWords = line.startsWith("~ ");
        boolean otherEnd = line.startsWith("! ");
        String typed = otherWords || otherEnd ? line.substring(2) : line;
        List<String> words = new ArrayList<>(List.of("--check-args"));
        for (String word : typed.split(" ", -1)) {
            words.add(word.equals("''") ? "" : word);
        }
        End c = c(words);
        End ours = ours(words);
        assertThat(c.exitCode()).isIn(0, 1);
        assertThat(ours.exitCode()).as(ours.err()).isEqualTo(otherEnd ? 1 - c.exitCode() : c.exitCode());
        assertThat(ours.out()).isEmpty();
        assertThat(ours.err().lines()).hasSize(ours.exitCode());
        if (!otherEnd && !otherWords) {
            assertThat(ours.err()).startsWith(c.err());
        }
    }

    private static End c(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(C));
        command.addAll(words);
        Process process = new ProcessBuilder(command).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new End(process.exitValue(), out, err.replace(C, "gearmand").stripTrailing());
    }

    private static End ours(List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new GearmandCommand(
                        Map.of(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .call(words.toArray(String[]::new));
        return new End(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }
}
