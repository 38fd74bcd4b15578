package glimpse.kernel.jupyter.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.Arrays;

/**
 * A REP socket's side of one connection that answers with the question: a greeting and READY, then every message goes back frame by frame.
 * One thread.
 *
 * <pre>
 * greeting  FF 8×any 7F | major minor | mechanism, 20 bytes | as-server | 31×00
 * frame     flags | length, 1 or 8 bytes | body         flags: 1 more, 2 long, 4 command
 * READY     05 "READY" | 0B "Socket-Type" | 00 00 00 03 "REP"
 * </pre>
 *
 * <p>Source: ZMTP 3.0 (rfc.zeromq.org/spec/23), mechanism NULL.
 */
final class Echo implements Closeable {
    private static final int GREETING_BYTES = 64;
    private static final int SIGNATURE_END = 9;
    private static final int MAJOR = 10;
    private static final int MECHANISM = 12;
    private static final int MORE = 1;
    private static final int LONG = 2;
    private static final int COMMAND = 4;
    /** A beat is a few bytes. */
    private static final int MAX_FRAME_BYTES = 64 << 10;

    private static final int HANDSHAKE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Echo(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 512));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 512));
    }

    /** Returns when the client has gone; throws if it is none, or lost. */
    void run() throws IOException {
        socket.setSoTimeout(HANDSHAKE_MILLIS);
        out.write(greeting());
        out.write(COMMAND);
        byte[] ready = "\u0005READY\u000bSocket-Type\0\0\0\u0003REP".getBytes(US_ASCII);
        out.write(ready.length);
        out.write(ready);
        out.flush();
        expectGreeting(in.readNBytes(GREETING_BYTES));
        int flags = in.read();
        String command = new String(body(flags), US_ASCII);
        if (flags != COMMAND || !command.startsWith("\u0005READY")) {
            throw new ProtocolException("no READY");
        }
        socket.setSoTimeout(0);
        for (flags = in.read(); flags >= 0; flags = in.read()) {
            send(flags, body(flags));
        }
    }

    private static byte[] greeting() {
        byte[] greeting = new byte[GREETING_BYTES];
        greeting[0] = (byte) 0xFF;
        greeting[SIGNATURE_END - 1] = 1;
        greeting[SIGNATURE_END] = 0x7F;
        greeting[MAJOR] = 3;
        System.arraycopy("NULL".getBytes(US_ASCII), 0, greeting, MECHANISM, 4);
        return greeting;
    }

    private static void expectGreeting(byte[] greeting) throws ProtocolException {
        byte[] expected = Arrays.copyOfRange(greeting(), MECHANISM, MECHANISM + 20);
        if (greeting.length < GREETING_BYTES
                || greeting[0] != (byte) 0xFF
                || greeting[SIGNATURE_END] != 0x7F
                || greeting[MAJOR] < 3
                || !Arrays.equals(greeting, MECHANISM, MECHANISM + 20, expected, 0, 20)) {
            throw new ProtocolException("no greeting of ZMTP 3 with the mechanism NULL");
        }
    }

    private byte[] body(int flags) throws IOException {
        long length = (flags & LONG) != 0 ? in.readLong() : in.readUnsignedByte();
        if (length < 0 || length > MAX_FRAME_BYTES) {
            throw new ProtocolException("a frame of " + length + " bytes (expected: <= " + MAX_FRAME_BYTES + ")");
        }
        byte[] body = new byte[(int) length];
        in.readFully(body);
        return body;
    }

    private void send(int flags, byte[] body) throws IOException {
        if ((flags & COMMAND) != 0) {
            return;
        }
        out.write(flags);
        if ((flags & LONG) != 0) {
            out.writeLong(body.length);
        } else {
            out.write(body.length);
        }
        out.write(body);
        if ((flags & MORE) == 0) {
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
