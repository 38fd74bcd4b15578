package glimpse.cluster.closure;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.lang.ref.Reference;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channel;
import java.util.List;
import java.util.concurrent.Executor;

/** What is bound to its JVM: it would arrive as an empty shell, although the class of the user's that extends it can be serialized. */
final class Unsendable {
    private static final List<Class<?>> TYPES = List.of(
            Thread.class,
            ThreadGroup.class,
            ThreadLocal.class,
            ClassLoader.class,
            Process.class,
            InputStream.class,
            OutputStream.class,
            Reader.class,
            Writer.class,
            Socket.class,
            ServerSocket.class,
            DatagramSocket.class,
            Channel.class,
            Executor.class,
            Reference.class);

    /** By name, so that a JVM without the module java.sql does. */
    private static final List<String> NAMES =
            List.of("java.sql.Connection", "java.sql.Statement", "java.sql.ResultSet", "javax.sql.DataSource");

    private static final ClassValue<Boolean> KNOWN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return TYPES.stream().anyMatch(each -> each.isAssignableFrom(type)) || named(type);
        }
    };

    private Unsendable() {}

    static boolean is(Object value) {
        return KNOWN.get(value.getClass()) && !(value instanceof PrintStream stream && StandIn.isStandard(stream));
    }

    private static boolean named(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (NAMES.contains(each.getName())) {
                return true;
            }
            for (Class<?> implemented : each.getInterfaces()) {
                if (named(implemented)) {
                    return true;
                }
            }
        }
        return false;
    }
}
