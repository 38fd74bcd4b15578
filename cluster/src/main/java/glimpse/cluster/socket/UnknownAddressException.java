package glimpse.cluster.socket;

import glimpse.cluster.config.ChannelUrl;

/** An address whose host no name service knows. */
public final class UnknownAddressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownAddressException(ChannelUrl url) {
        super("cannot connect to " + url + ": unknown host " + url.address().host()
                + " (expected: a name that this machine can resolve, or an address)");
    }
}
