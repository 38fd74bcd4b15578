package glimpse.server.store.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import glimpse.server.job.Bytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to one memcached. {@link #set} and {@link #delete} gather until {@link #flush} sends them and reads all answers; one thread uses it.
 *
 * @see <a href="https://github.com/memcached/memcached/blob/master/doc/protocol.txt">the text protocol</a>
 */
final class MemcachedConnection {
    private static final Logger LOG = LoggerFactory.getLogger(MemcachedConnection.class);
    private static final int PORT = 11211;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int MAX_UNSENT_BYTES = 1 << 16;

    private final String host;
    private final int port;
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    private final Deque<Consumer<String>> waiting = new ArrayDeque<>();
    private Socket socket;
    private InputStream in;

    private final int timeoutMillis;

    private MemcachedConnection(String host, int port, int timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
        this.host = host;
        this.port = port;
    }

    /** What a key stands for. */
    record Value(long flags, Bytes data) {}

    /**
     * One that is not open.
     *
     * @param server {@code host[:port]} or the path of a Unix socket
     * @param timeout how long an answer may take
     */
    static MemcachedConnection to(String server, Duration timeout) {
        int millis = (int) timeout.toMillis();
        int colon = server.lastIndexOf(':');
        if (server.startsWith("/") || colon < 0) {
            return new MemcachedConnection(server, PORT, millis);
        }
        String port = server.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 0xffff) {
            throw new IllegalArgumentException("memcached server '" + server + "' (expected: host:port)");
        }
        return new MemcachedConnection(server.substring(0, colon), Integer.parseInt(port), millis);
    }

    void open() throws IOException {
        socket = host.startsWith("/") ? new UnixSocket(Path.of(host)) : new Socket();
        socket.connect(new InetSocketAddress(host, port), Math.min(CONNECT_MILLIS, timeoutMillis));
        socket.setSoTimeout(timeoutMillis);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        String version = ask("version");
        if (!version.startsWith("VERSION ")) {
            throw new IOException(host + ":" + port + " answers \"" + version + "\" (expected: VERSION)");
        }
    }

    void close() {
        unsent.reset();
        waiting.clear();
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("memcached: closing", e);
            }
            socket = null;
        }
    }

    private static byte[] latin1(String text) {
        return text.getBytes(ISO_8859_1);
    }

    // ---- writing

    /** Begins to keep a value; {@code refused} is told the answer if it is not STORED. */
    void set(byte[] key, long flags, Bytes data, Consumer<String> refused) throws IOException {
        unsent.writeBytes(latin1("set "));
        unsent.writeBytes(key);
        unsent.writeBytes(latin1(" " + flags + " 0 " + data.length() + "\r\n"));
        unsent.write(data.array(), data.from(), data.length());
        unsent.writeBytes(latin1("\r\n"));
        sent(answer -> {
            if (!answer.equals("STORED")) {
                refused.accept(answer);
            }
        });
    }

    /** Begins to forget a value, whether it is there or not. */
    void delete(byte[] key) throws IOException {
        unsent.writeBytes(latin1("delete "));
        unsent.writeBytes(key);
        unsent.writeBytes(latin1("\r\n"));
        sent(answer -> {});
    }

    private void sent(Consumer<String> answered) throws IOException {
        waiting.add(answered);
        if (unsent.size() > MAX_UNSENT_BYTES) {
            flush();
        }
    }

    /** Sends what has gathered and reads the answers. */
    void flush() throws IOException {
        unsent.writeTo(socket.getOutputStream());
        unsent.reset();
        while (!waiting.isEmpty()) {
            waiting.poll().accept(line());
        }
    }

    // ---- reading

    private String ask(String request) throws IOException {
        socket.getOutputStream().write(latin1(request + "\r\n"));
        return line();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException(host + ":" + port + " has closed the connection");
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    /** The value of a key, or null. */
    Value get(byte[] key) throws IOException {
        String line = ask("get " + new String(key, ISO_8859_1));
        Value value = null;
        while (!line.equals("END")) {
            String[] words = line.split(" ", -1);
            if (words.length < 4 || !words[0].equals("VALUE")) {
                throw new IOException("\"" + line + "\" (expected: VALUE or END)");
            }
            value = new Value(Long.parseLong(words[2]), Bytes.of(in.readNBytes(Integer.parseInt(words[3]))));
            line();
            line = line();
        }
        return value;
    }

    /** All keys that it lists; with servers before 1.4.31 those that their statistics show. */
    List<byte[]> keys() throws IOException {
        List<byte[]> keys = new ArrayList<>();
        String line = ask("lru_crawler metadump all");
        while (line.startsWith("BUSY")) {
            Thread.onSpinWait();
            line = ask("lru_crawler metadump all");
        }
        if (line.endsWith("ERROR")) {
            return dumped();
        }
        for (; !line.equals("END"); line = line()) {
            if (line.startsWith("key=")) {
                String key = line.substring(4).split(" ", 2)[0];
                keys.add(latin1(URLDecoder.decode(key.replace("+", "%2B"), ISO_8859_1)));
            }
        }
        return keys;
    }

    private List<byte[]> dumped() throws IOException {
        List<String> slabs = new ArrayList<>();
        for (String line = ask("stats items"); !line.equals("END"); line = line()) {
            String slab = line.split(":", -1)[1];
            if (!slabs.contains(slab)) {
                slabs.add(slab);
            }
        }
        List<byte[]> keys = new ArrayList<>();
        for (String slab : slabs) {
            for (String line = ask("stats cachedump " + slab + " 0"); line.startsWith("ITEM "); line = line()) {
                keys.add(latin1(line.split(" ", -1)[1]));
            }
        }
        return keys;
    }
}
