package glimpse.cluster.socket;

import glimpse.cluster.config.ChannelUrl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;

/** An address that this process cannot listen on, with the system's own reason. */
public final class CannotBindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotBindException(ChannelUrl url, Exception cause) {
        super("cannot bind " + url + ": " + reason(url), cause);
    }

    private CannotBindException(String message, CannotBindException cause) {
        super(message, cause);
    }

    /** The same with what to do about it. */
    public CannotBindException advised(String advice) {
        return new CannotBindException(getMessage() + " (" + advice + ")", this);
    }

    /** JeroMQ calls every failure "address in use"; trying once more by the JDK tells which it is. */
    private static String reason(ChannelUrl url) {
        String host = url.isWildcard() ? "0.0.0.0" : url.address().host();
        InetSocketAddress address = new InetSocketAddress(host, url.address().port());
        if (address.isUnresolved()) {
            return "unknown host " + host;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(address);
            return "address was in use a moment ago, try again";
        } catch (IOException e) {
            return String.valueOf(e.getMessage())
                    .replaceFirst(" \\(Bind failed\\)", "")
                    .toLowerCase(Locale.ROOT);
        }
    }
}
