package glimpse.kernel.jupyter.wire;

import org.zeromq.ZMQ;

/** Sends back what comes, in a thread of its own, so that a busy kernel is known to live. */
final class Heartbeat extends SocketThread {
    private final ZMQ.Context context;
    private final ConnectionFile connection;
    private ZMQ.Socket socket;
    private volatile int port;

    Heartbeat(ZMQ.Context context, ConnectionFile connection) {
        super("jupyter-heartbeat");
        this.context = context;
        this.connection = connection;
    }

    int port() {
        return port;
    }

    @Override
    Poll bind() {
        socket = bind(context, connection, Channel.HEARTBEAT, options -> {});
        port = port(socket);
        return new Poll(socket);
    }

    @Override
    void loop() {
        while (!stopped()) {
            await(0);
            for (byte[] frame = socket.recv(ZMQ.DONTWAIT); frame != null; frame = socket.recv(ZMQ.DONTWAIT)) {
                socket.send(frame, socket.hasReceiveMore() ? ZMQ.SNDMORE : 0);
            }
        }
    }

    @Override
    void closeSockets() {
        if (socket != null) {
            socket.close();
        }
    }
}
