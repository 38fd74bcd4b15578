package glimpse.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** The text protocol on the gear port, spoken by hand. */
final class AdminPort {
    private AdminPort() {}

    /** Polls {@code status} until a job of the function runs. */
    static void awaitRunning(int port, String function) {
        await(port, Pattern.quote(function) + "\\t\\d+\\t[1-9]");
    }

    /** Polls {@code status} until so many workers offer the function, at most nine. */
    static void awaitWorkers(int port, String function, int workers) {
        await(port, Pattern.quote(function) + "\\t\\d+\\t\\d+\\t[" + workers + "-9]$");
    }

    private static void await(int port, String line) {
        Pattern wanted = Pattern.compile("^" + line, Pattern.MULTILINE);
        String last = "";
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            last = status(port);
            if (wanted.matcher(last).find()) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError("no line " + wanted + " in the status: " + last);
    }

    static String status(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("status\n".getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                answer.append(line).append('\n');
            }
            return answer.toString();
        } catch (IOException e) {
            return "";
        }
    }
}
