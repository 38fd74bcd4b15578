package glimpse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers started and stopped by SSH, with a real SSH server on loopback. */
class RemoteNodesIT {
    @Test
    void startHasAWorkerOnTheHostAndStopEndsIt(@TempDir Path folder) throws Exception {
        int port = FreePorts.one();
        try (Program sshd = sshd(folder, port);
                Cluster cluster = Cluster.start(JobServer.C, Topology.BROKER, folder, 0, 0)) {
            String ssh = "ssh -p " + port + " -i " + folder.resolve("id")
                    + " -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR";
            String config = cluster.config().toString();
            Program start = Program.glimpse(
                            "glimpse",
                            "cluster",
                            "-c",
                            config,
                            "start",
                            "--hosts",
                            "127.0.0.1",
                            "-n",
                            "2",
                            "--ssh",
                            ssh)
                    .succeeds();
            assertThat(start.lines().get(0)).startsWith("127.0.0.1: started, pid ");
            assertThat(start.lines().get(1))
                    .isEqualTo("1 of 1 workers have come; the cluster has 1 workers with 2 slots");
            long pid = Long.parseLong(start.lines().get(0).replaceFirst(".*pid ", ""));
            try {
                Program again = Program.glimpse(
                                "glimpse", "cluster", "-c", config, "start", "--hosts", "127.0.0.1", "--ssh", ssh)
                        .succeeds();
                assertThat(again.lines().get(0)).isEqualTo("127.0.0.1: runs already, pid " + pid);
                Program script = Program.glimpse("glimpse", "run", "-")
                        .types("%cluster " + config + "\nSystem.out.println(map(n -> n * n, range(4)));\n")
                        .endsInput()
                        .succeeds();
                assertThat(script.text()).contains("[0, 1, 4, 9]");
                Program stop = Program.glimpse(
                                "glimpse", "cluster", "-c", config, "stop", "--hosts", "127.0.0.1", "--ssh", ssh)
                        .succeeds();
                assertThat(stop.lines()).containsExactly("127.0.0.1: stopped, pid " + pid);
                assertThat(commandLine(pid)).isEmpty();
                Program nowhere = Program.glimpse(
                        "glimpse",
                        "cluster",
                        "-c",
                        config,
                        "start",
                        "--hosts",
                        "127.0.0.1",
                        "--ssh",
                        ssh,
                        "--program",
                        "/nowhere");
                assertThat(nowhere.exitStatus()).isEqualTo(1);
                assertThat(nowhere.text()).contains("127.0.0.1: no /nowhere here (expected:");
            } finally {
                ProcessHandle.of(pid).ifPresent(left -> {
                    left.descendants().forEach(ProcessHandle::destroyForcibly);
                    left.destroyForcibly();
                });
            }
            assertThat(sshd.handle().isAlive()).isTrue();
        }
    }

    /** Empty if it has ended, also where nobody has waited for it yet. */
    private static String commandLine(long pid) throws IOException {
        Path file = Path.of("/proc", Long.toString(pid), "cmdline");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static Program sshd(Path folder, int port) throws IOException {
        makeKey(folder.resolve("id"));
        makeKey(folder.resolve("host"));
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Map<String, Object> settings = Map.of(
                "ListenAddress", "127.0.0.1:" + port,
                "HostKey", folder.resolve("host"),
                "AuthorizedKeysFile", folder.resolve("id.pub"),
                "PidFile", "none",
                "StrictModes", "no",
                "UsePAM", "no",
                "PasswordAuthentication", "no",
                "PermitRootLogin", "prohibit-password",
                "SetEnv",
                        "XDG_STATE_HOME=" + folder.resolve("state") + " JAVA_HOME=" + System.getProperty("java.home"));
        StringBuilder text = new StringBuilder();
        settings.forEach(
                (key, value) -> text.append(key).append(' ').append(value).append('\n'));
        Path config = Files.writeString(folder.resolve("sshd_config"), text);
        Program sshd = Program.command("/usr/sbin/sshd", "-D", "-e", "-f", config.toString());
        sshd.awaitLine("Server listening on");
        return sshd;
    }

    private static void makeKey(Path file) throws IOException {
        Program.command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString())
                .succeeds();
    }
}
