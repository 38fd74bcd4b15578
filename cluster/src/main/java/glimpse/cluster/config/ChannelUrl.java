package glimpse.cluster.config;

import glimpse.gearman.connection.HostPort;

/**
 * The address of one end of a channel, {@code tcp://host:port} as ZeroMQ writes it. The host {@code *} (all interfaces) and
 * the port 0 (a free one, also written {@code *}) make sense only for the side that binds.
 */
public record ChannelUrl(HostPort address) {

    /** Reads a URL; anything but {@code tcp://host:port} is an {@link IllegalArgumentException}. */
    public static ChannelUrl parse(String text) {
        if (!text.startsWith("tcp://")) {
            throw new IllegalArgumentException("no tcp:// in " + text);
        }
        String rest = text.substring("tcp://".length());
        if (rest.endsWith(":*")) {
            return new ChannelUrl(HostPort.parse(rest.substring(0, rest.length() - 1) + "0", -1));
        }
        return new ChannelUrl(HostPort.parse(rest, -1));
    }

    /** A free port on the loopback interface. */
    public static ChannelUrl loopback() {
        return new ChannelUrl(new HostPort("127.0.0.1", 0));
    }

    /** The same host with the port that binding has found. */
    public ChannelUrl withPort(int port) {
        return new ChannelUrl(new HostPort(address.host(), port));
    }

    public boolean isWildcard() {
        return address.host().equals("*");
    }

    public boolean isLoopback() {
        return address.isLoopback();
    }

    /** The text as ZeroMQ reads it, the free port as {@code *}. */
    @Override
    public String toString() {
        String text = address.toString();
        return "tcp://" + (address.port() == 0 ? text.substring(0, text.length() - 1) + "*" : text);
    }
}
