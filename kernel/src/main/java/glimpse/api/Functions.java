package glimpse.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.cluster.function.Serving;
import glimpse.cluster.pool.Task;
import glimpse.kernel.cluster.SessionCluster;

/** Gearman functions, of workers in any language, for every cell. */
public final class Functions {
    private Functions() {}

    /** Calls a Gearman function of whatever worker offers it, and waits for its result. */
    public static byte[] gearman(String function, byte[] data) {
        return SessionCluster.current().functions().call(function, data, System.err::println);
    }

    /** Calls a Gearman function with a text, and takes its result for one; both in UTF-8. */
    public static String gearman(String function, String text) {
        return new String(gearman(function, text.getBytes(UTF_8)), UTF_8);
    }

    /**
     * Offers a lambda as a Gearman function, to {@code gearman -f}, to clients in any language and by HTTP; it runs in this session until the
     * session ends or the result is closed.
     */
    public static Serving serve(String name, Task<byte[], byte[]> function) {
        return SessionCluster.current().functions().serve(name, function);
    }
}
