package glimpse.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Hosts that are network namespaces of this machine, at one switch, 10.77.0.1 and up. Needs root and Debian's iproute2. */
final class Namespaces implements AutoCloseable {
    private final String prefix = "gl" + ProcessHandle.current().pid() + "-";
    private final Deque<String> made = new ArrayDeque<>();
    private int hosts;

    Namespaces() throws Exception {
        add("switch");
        ip("-n", prefix + "switch", "link", "add", "br0", "type", "bridge");
        ip("-n", prefix + "switch", "link", "set", "br0", "up");
    }

    private void add(String name) throws Exception {
        ip("netns", "add", prefix + name);
        made.push(prefix + name);
    }

    /** Makes a host; returns its address. */
    String host(String name) throws Exception {
        String address = "10.77.0." + ++hosts;
        add(name);
        ip(
                "-n",
                prefix + "switch",
                "link",
                "add",
                name,
                "type",
                "veth",
                "peer",
                "name",
                "eth0",
                "netns",
                prefix + name);
        ip("-n", prefix + "switch", "link", "set", name, "master", "br0", "up");
        ip("-n", prefix + name, "addr", "add", address + "/24", "dev", "eth0");
        ip("-n", prefix + name, "link", "set", "eth0", "up");
        ip("-n", prefix + name, "link", "set", "lo", "up");
        return address;
    }

    /** Pulls the host's cable, or puts it back: what is sent is lost without a word. */
    void link(String name, String upOrDown) throws Exception {
        ip("-n", prefix + "switch", "link", "set", name, upOrDown);
    }

    /** The command, on that host. */
    List<String> on(String name, List<String> command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", prefix + name));
        whole.addAll(command);
        return whole;
    }

    private static void ip(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(Arrays.asList(words));
        Process ip = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(ip.getInputStream().readAllBytes(), UTF_8);
        assertThat(ip.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ip.exitValue())
                .as(
                        "%s: %s (expected: root and network namespaces; without, ./check leaves this test out)",
                        command, said)
                .isZero();
    }

    @Override
    public void close() {
        for (String name : made) {
            try {
                ip("netns", "del", name);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            } catch (Exception e) {
                throw new IllegalStateException("network namespace " + name + " is left behind", e);
            }
        }
    }
}
