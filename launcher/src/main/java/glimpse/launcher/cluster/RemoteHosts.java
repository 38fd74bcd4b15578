package glimpse.launcher.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs a shell script on some hosts at once, by SSH; no host needs more than an SSH server and a shell. Any thread. */
final class RemoteHosts {
    private static final int LIMIT_SECONDS = 60;

    private final List<String> ssh;
    private final List<String> hosts;

    /**
     * @param ssh the command, with its options, separated by spaces
     * @param hosts as that command takes them, with {@code user@} in front where the user is another
     */
    RemoteHosts(String ssh, List<String> hosts) {
        this.ssh = Arrays.asList(ssh.strip().split("\\s+"));
        this.hosts = List.copyOf(hosts);
        for (String host : hosts) {
            if (!host.matches("[A-Za-z0-9_][A-Za-z0-9_.@:%-]*")) {
                throw new IllegalArgumentException("host \"" + host + "\" (expected: host or user@host, with commas)");
            }
        }
    }

    /** How a script ended on a host, and what it said, in one line. */
    record Answer(int status, String text) {
        boolean isGood() {
            return status == 0;
        }
    }

    /** Runs the script everywhere, with this input; the answers in the order of the hosts. */
    Map<String, Answer> run(String script, byte[] input) throws InterruptedException {
        Map<String, CompletableFuture<Answer>> running = new LinkedHashMap<>();
        for (String host : hosts) {
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            Thread thread = new Thread(() -> answer.complete(runOn(host, script, input)), "ssh " + host);
            thread.setDaemon(true);
            thread.start();
            running.put(host, answer);
        }
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (Map.Entry<String, CompletableFuture<Answer>> each : running.entrySet()) {
            try {
                answers.put(each.getKey(), each.getValue().get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return answers;
    }

    private Answer runOn(String host, String script, byte[] input) {
        List<String> command = new ArrayList<>(ssh);
        command.addAll(List.of("-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "--", host, script));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            CompletableFuture<byte[]> said = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            try (OutputStream in = process.getOutputStream()) {
                in.write(input);
            } catch (IOException closed) {
                // it ends without reading: its status says why
            }
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Answer(255, "no answer within " + LIMIT_SECONDS + " s");
            }
            return new Answer(process.exitValue(), oneLine(new String(said.join(), UTF_8)));
        } catch (IOException e) {
            return new Answer(255, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(255, "interrupted");
        }
    }

    private static byte[] read(InputStream in) {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            return e.toString().getBytes(UTF_8);
        }
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " · ");
    }
}
