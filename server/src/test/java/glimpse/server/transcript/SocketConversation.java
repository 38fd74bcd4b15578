package glimpse.server.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A running server. After each thing that is sent an ECHO_REQ follows and its answer is waited for, so that the order of events on
 * different connections is the transcript's.
 */
final class SocketConversation implements Conversation {
    private static final int WAIT_MILLIS = 30_000;

    private final int port;
    private final AutoCloseable server;
    private final Map<String, Line> lines = new HashMap<>();
    private int echoes;

    SocketConversation(int port, AutoCloseable server) {
        this.port = port;
        this.server = server;
    }

    private final class Line extends Inbox {
        private final Socket socket;
        private final InputStream in;

        Line() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(WAIT_MILLIS);
            in = socket.getInputStream();
            settle();
        }

        @Override
        void await() throws IOException {
            byte[] buffer = new byte[64 * 1024];
            int count = read(buffer);
            if (count < 0) {
                closed();
            } else {
                received(Arrays.copyOf(buffer, count));
            }
        }

        private int read(byte[] buffer) throws IOException {
            try {
                return in.read(buffer);
            } catch (SocketException e) {
                return -1;
            }
        }

        /** Sends an echo and reads up to its answer, which is dropped. */
        @Override
        void settle() throws IOException {
            byte[] text = ("echo" + ++echoes).getBytes(ISO_8859_1);
            write(PacketText.bytes("ECHO_REQ " + new String(text, ISO_8859_1)));
            byte[] answer = PacketText.bytes("ECHO_RES " + new String(text, ISO_8859_1));
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            byte[] buffer = new byte[64 * 1024];
            while (!endsWith(got.toByteArray(), answer)) {
                int count = read(buffer);
                if (count < 0) {
                    received(got.toByteArray());
                    closed();
                    return;
                }
                got.write(buffer, 0, count);
            }
            received(Arrays.copyOf(got.toByteArray(), got.size() - answer.length));
        }

        private void write(byte[] bytes) throws IOException {
            try {
                socket.getOutputStream().write(bytes);
            } catch (SocketException e) {
                // The server has closed; reading will tell.
            }
        }

        private static boolean endsWith(byte[] bytes, byte[] end) {
            return bytes.length >= end.length
                    && Arrays.equals(bytes, bytes.length - end.length, bytes.length, end, 0, end.length);
        }
    }

    private Line line(String peer) throws IOException {
        Line line = lines.get(peer);
        if (line == null) {
            line = new Line();
            lines.put(peer, line);
        }
        return line;
    }

    @Override
    public void send(String peer, byte[] bytes) throws IOException {
        line(peer).write(bytes);
        line(peer).settle();
    }

    @Override
    public void sendPiece(String peer, byte[] bytes) throws IOException {
        line(peer).write(bytes);
    }

    @Override
    public Inbox inbox(String peer) throws IOException {
        return line(peer);
    }

    /**
     * Closes, and asks on another connection until the server has noticed: the connection is not listed any more, and what it offered is not
     * counted any more, which in C comes later.
     */
    @Override
    public void leave(String peer) throws IOException {
        List<String> workers = ask("workers");
        int offers = offers();
        lines.remove(peer).socket.close();
        long end = System.nanoTime() + WAIT_MILLIS * 1_000_000L;
        List<String> others = ask("workers");
        while (others.size() >= workers.size() || offers() > offers - (functions(workers) - functions(others))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the server has not noticed that " + peer + " left");
            }
            others = ask("workers");
        }
    }

    /** The functions that the listed workers offer. */
    private static int functions(List<String> workers) {
        return workers.stream()
                .mapToInt(worker -> worker.substring(worker.indexOf(" :") + 2).split(" ").length - 1)
                .sum();
    }

    /** How many workers offer each of the functions, summed. */
    private int offers() throws IOException {
        return ask("status").stream()
                .mapToInt(function -> Integer.parseInt(function.substring(function.lastIndexOf('\t') + 1)))
                .sum();
    }

    /** The lines of a text command's answer. */
    private List<String> ask(String command) throws IOException {
        Line control = line("\0control");
        control.write((command + "\n").getBytes(ISO_8859_1));
        StringBuilder reply = new StringBuilder();
        while (!reply.toString().equals(".\n") && !reply.toString().endsWith("\n.\n")) {
            int b = control.in.read();
            if (b < 0) {
                throw new IOException("end of stream after " + reply);
            }
            reply.append((char) b);
        }
        return reply.substring(0, reply.length() - 2).lines().toList();
    }

    @Override
    public void advance(long millis) {
        throw new UnsupportedOperationException("a transcript that moves the time is for the core only");
    }

    @Override
    public void close() throws IOException {
        for (Line line : lines.values()) {
            line.socket.close();
        }
        try {
            server.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
