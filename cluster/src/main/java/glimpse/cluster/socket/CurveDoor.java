package glimpse.cluster.socket;

import glimpse.cluster.config.ConfigException;
import glimpse.cluster.security.CurveKeys;
import glimpse.cluster.security.CurvePair;
import glimpse.cluster.security.Refusals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Lets in, at the sockets that a {@link SocketThread} binds, those whose key is known: it answers the questions that ZeroMQ asks within its
 * context about every CURVE connection (RFC 27, ZAP). Used on the socket's thread.
 */
final class CurveDoor {
    private static final String ADDRESS = "inproc://zeromq.zap.01";
    private static final int REQUEST_FRAMES = 7;
    private static final int KEY_BYTES = 32;

    private final CurveKeys keys;
    private final Refusals refusals;
    private final ZMQ.Socket questions;

    CurveDoor(ZContext context, CurveKeys keys, Refusals refusals) {
        this.keys = keys;
        this.refusals = refusals;
        this.questions = context.createSocket(SocketType.REP);
        questions.setLinger(0);
        questions.bind(ADDRESS);
    }

    /** Where the questions come. */
    ZMQ.Socket socket() {
        return questions;
    }

    /** Answers the questions that are there. */
    void turn() {
        for (byte[] frame; (frame = questions.recv(ZMQ.DONTWAIT)) != null; ) {
            List<byte[]> request = new ArrayList<>(List.of(frame));
            while (questions.hasReceiveMore()) {
                request.add(questions.recv());
            }
            answer(request);
        }
    }

    /** A request is version, id, domain, address, identity, mechanism, key; the answer version, id, status, text, user, metadata. */
    private void answer(List<byte[]> request) {
        boolean isWhole = request.size() == REQUEST_FRAMES && request.get(6).length >= KEY_BYTES;
        String key = isWhole ? ZMQ.Curve.z85Encode(Arrays.copyOf(request.get(6), KEY_BYTES)) : "";
        boolean known = keys.clientKeys().contains(key);
        if (!known) {
            refusals.refused("a connection from " + (isWhole ? text(request.get(3)) : "somewhere")
                    + " with the CURVE key " + key + " (expected: one of curve_client_keys)");
        }
        questions.sendMore(request.get(0));
        questions.sendMore(request.size() > 1 ? request.get(1) : new byte[0]);
        questions.sendMore(known ? "200" : "400");
        questions.sendMore(known ? "OK" : "unknown key");
        questions.sendMore(new byte[0]);
        questions.send(new byte[0]);
    }

    private static String text(byte[] frame) {
        return new String(frame, ZMQ.CHARSET);
    }

    /** Makes a socket one that binds. */
    static void asServer(ZMQ.Socket socket, CurveKeys keys) {
        if (!keys.canBind()) {
            throw new ConfigException("this member's CURVE key is not that of curve_server_key"
                    + " (expected: who binds the addresses has the secret of curve_server_key as its curve_key_file)");
        }
        CurvePair own = keys.own();
        socket.setCurveServer(true);
        socket.setCurvePublicKey(ZMQ.Curve.z85Decode(own.publicKey()));
        socket.setCurveSecretKey(ZMQ.Curve.z85Decode(own.secretKey()));
    }

    /** Makes a socket one that connects. */
    static void asClient(ZMQ.Socket socket, CurveKeys keys) {
        socket.setCurveServerKey(ZMQ.Curve.z85Decode(keys.serverKey()));
        socket.setCurvePublicKey(ZMQ.Curve.z85Decode(keys.own().publicKey()));
        socket.setCurveSecretKey(ZMQ.Curve.z85Decode(keys.own().secretKey()));
    }
}
