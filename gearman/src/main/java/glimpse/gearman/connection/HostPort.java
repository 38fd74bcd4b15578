package glimpse.gearman.connection;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/**
 * A TCP address by name. The name is resolved at each connection attempt, not here.
 *
 * @param host a name or a numeric address, IPv6 without brackets
 * @param port 1 to 65535; 0 only where a port is still to be chosen by who binds it
 */
public record HostPort(String host, int port) {
    /** The port that IANA has for Gearman. */
    public static final int DEFAULT_PORT = 4730;

    public HostPort {
        requireNonNull(host, "host");
        if (host.isEmpty() || host.chars().anyMatch(c -> Character.isWhitespace(c) || "/[]@".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("host '" + host + "' (expected: a name or an address)");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " (expected: 0..65535)");
        }
    }

    /** Reads where a job server is: {@code host}, {@code host:port} or {@code [::1]:port}; without a port it is 4730. */
    public static HostPort parse(String text) {
        HostPort address = parse(text, DEFAULT_PORT);
        if (address.port == 0) {
            throw new IllegalArgumentException("port 0 (expected: 1..65535)");
        }
        return address;
    }

    /**
     * Reads {@code host}, {@code host:port} or {@code [::1]:port}; port 0 is let through.
     *
     * @param defaultPort where the text has none; -1 if it must have one
     */
    public static HostPort parse(String text, int defaultPort) {
        String address = text.strip();
        int bracket = address.indexOf(']');
        if (address.startsWith("[") && bracket > 0) {
            String rest = address.substring(bracket + 1);
            return new HostPort(address.substring(1, bracket), port(text, rest, defaultPort));
        }
        int colon = address.indexOf(':');
        if (colon < 0 || colon != address.lastIndexOf(':')) {
            return new HostPort(address, port(text, "", defaultPort));
        }
        return new HostPort(address.substring(0, colon), port(text, address.substring(colon), defaultPort));
    }

    /** Reads a list with commas between. */
    public static List<HostPort> parseList(String text) {
        return Arrays.stream(text.split(",")).map(HostPort::parse).toList();
    }

    private static int port(String text, String colonAndPort, int defaultPort) {
        if (colonAndPort.isEmpty() && defaultPort >= 0) {
            return defaultPort;
        }
        if (!colonAndPort.matches(":[0-9]{1,5}")) {
            throw new IllegalArgumentException("address '" + text + "' (expected: host:port)");
        }
        return Integer.parseInt(colonAndPort.substring(1));
    }

    /** Tells whether the name is one that can only mean this machine; nothing is resolved. */
    public boolean isLoopback() {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
