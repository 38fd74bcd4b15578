package glimpse.gearman.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;

/** Makes connected sockets, plain or TLS as the options' socket factory has it. Any thread; waits. */
public final class Dialling {
    private Dialling() {}

    /**
     * Connects, trying each address of the name in turn; over TLS the server's certificate must be for that name.
     *
     * @throws IOException naming the server, if none answers in time
     */
    public static Socket connect(HostPort server, ConnectionOptions options) throws IOException {
        IOException failure = new UnknownHostException(server.host());
        try {
            for (InetAddress address : InetAddress.getAllByName(server.host())) {
                try {
                    return connect(new InetSocketAddress(address, server.port()), options);
                } catch (IOException e) {
                    failure = e;
                }
            }
        } catch (UnknownHostException e) {
            failure = e;
        }
        throw new IOException("no connection to job server " + server + ": " + reason(failure), failure);
    }

    private static String reason(IOException failure) {
        if (failure instanceof UnknownHostException) {
            return "unknown host";
        }
        return failure instanceof SSLException ? "TLS: " + failure.getMessage() : failure.getMessage();
    }

    private static Socket connect(InetSocketAddress address, ConnectionOptions options) throws IOException {
        Socket socket = options.socketFactory().createSocket();
        try {
            configure(socket);
            int timeoutMillis = options.timeoutMillis();
            socket.connect(address, timeoutMillis);
            if (socket instanceof SSLSocket tls) {
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                tls.setSSLParameters(parameters);
                tls.setSoTimeout(timeoutMillis);
                tls.startHandshake();
                tls.setSoTimeout(0);
            }
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** No delay for small packets; a peer that vanished without a word is noticed after two minutes. */
    private static void configure(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 60);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 15);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 4);
        }
    }
}
