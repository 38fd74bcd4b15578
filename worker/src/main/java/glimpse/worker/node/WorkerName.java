package glimpse.worker.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Who a worker JVM is.
 *
 * @param host the full name of the machine
 * @param pid the process id
 * @param id unlike that of any other worker, even on machines that share a name; of the characters that a topic may have
 */
record WorkerName(String host, long pid, String id) {

    /** This process. */
    static WorkerName here() {
        String host = fullHostName();
        long pid = ProcessHandle.current().pid();
        String word = host.replaceAll("[^A-Za-z0-9._-]", "-");
        String few = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
        return new WorkerName(host, pid, word.substring(0, Math.min(80, word.length())) + "." + pid + "." + few);
    }

    private static String fullHostName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
