package glimpse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.server.command.GearmandCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code deploy/} says, against the programs that it starts: commands, configuration, ports, volumes. */
class DeployTest {
    private static final Path DEPLOY = Path.of("..", "deploy");

    @TempDir
    private Path folder;

    private static String text(String file) throws IOException {
        return Files.readString(DEPLOY.resolve(file));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** The {@code command: [a, b, "c"]} of every container that runs the image as itself. */
    private static List<List<String>> commands(String file) throws IOException {
        List<List<String>> commands = new ArrayList<>();
        for (String command : found("command: \\[(.*)]", text(file))) {
            List<String> words = Arrays.stream(command.split(", "))
                    .map(word -> word.replace("\"", ""))
                    .collect(Collectors.toCollection(ArrayList::new));
            if (!words.get(0).equals("chown")) {
                commands.add(words);
            }
        }
        return commands;
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "kubernetes.yaml"})
    void everyCommandIsUnderstood(String file) throws IOException {
        List<List<String>> commands = commands(file);
        assertThat(commands).hasSizeGreaterThanOrEqualTo(3);
        for (List<String> command : commands) {
            String[] arguments = command.subList(1, command.size()).toArray(String[]::new);
            if (command.get(0).equals("gearmand")) {
                String[] onlyRead = Stream.concat(Arrays.stream(arguments), Stream.of("--version"))
                        .toArray(String[]::new);
                assertThat(GearmandCommand.run(onlyRead)).as("%s", command).isZero();
            } else {
                assertThat(command.get(0)).isEqualTo("glimpse");
                assertThat(GlimpseMain.commandLine().parseArgs(arguments).errors())
                        .isEmpty();
            }
        }
    }

    @Test
    void theConfigurationsAreTheSameAndTheirPortsAreOpened() throws IOException {
        ClusterConfig compose = config(text("cluster.ini"));
        String kubernetes = text("kubernetes.yaml");
        ClusterConfig inKubernetes =
                config(found("cluster.ini: \\|\\n((?:    .*\\n)+)", kubernetes).get(0));
        assertThat(inKubernetes.client()).isEqualTo(compose.client());
        assertThat(inKubernetes.server()).isEqualTo(compose.server());
        Set<String> ports = ports(compose.server().orElseThrow());
        ports.add("" + compose.client().jobServers().get(0).port());
        assertThat(found("[ {]port: (\\d+) }\\]?\\n", kubernetes)).containsAll(ports);
        assertThat(found("EXPOSE (.*)", text("Dockerfile")).get(0).split(" ")).containsAll(ports);
    }

    private ClusterConfig config(String text) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "secret");
        return ClusterConfig.read(
                Files.writeString(folder.resolve("config.ini"), text.replaceAll("key_file = .*", "key_file = " + key)));
    }

    private static Set<String> ports(ChannelUrls urls) {
        return Stream.of(
                        urls.commandFrontendUrl(),
                        urls.commandBackendUrl(),
                        urls.logFrontendUrl(),
                        urls.logBackendUrl())
                .map(ChannelUrl::address)
                .map(address -> "" + address.port())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatTheConfigurationNamesIsMounted() throws IOException {
        String kubernetes = text("kubernetes.yaml");
        assertThat(found("mountPath: ([^,} ]+)", kubernetes))
                .contains("/results", "/queue", "/etc/glimpse-key", "/etc/glimpse");
        assertThat(found("key_file = (.*)", kubernetes)).containsExactly("/etc/glimpse-key/key");
        assertThat(found("(?:key_file|result_store) = (.*)", text("cluster.ini")))
                .containsExactly("/results", "/run/secrets/glimpse_key");
        String compose = text("compose.yaml");
        assertThat(compose).contains("results:/results", "queue:/queue", "glimpse_key");
        assertThat(found("GLIMPSE_CLUSTER_CONFIG: ([^ ]+) ", compose)).containsExactly("/etc/glimpse/cluster.ini");
        assertThat(found("GLIMPSE_CLUSTER_CONFIG, value: ([^ ]+) ", kubernetes))
                .containsOnly("/etc/glimpse/cluster.ini");
    }

    @Test
    void theProgramsOfTheImageAreThoseOfTheDistribution() throws IOException {
        Set<String> programs = new TreeSet<>();
        for (String file : List.of("compose.yaml", "kubernetes.yaml")) {
            commands(file).forEach(command -> programs.add(command.get(0)));
        }
        String assembly = Files.readString(Path.of("src", "main", "assembly", "distribution.xml"));
        assertThat(found("(?:bin/|<destName>)([a-z-]+)</", assembly)).containsAll(programs);
        assertThat(found("COPY --from=build (\\S+) ", text("Dockerfile")))
                .containsExactly("/src/launcher/target/glimpse");
    }
}
