package glimpse.gearman.connection;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/**
 * Where a job server listens. The name is resolved at each connection attempt, not here.
 *
 * @param host a name or a numeric address, IPv6 without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
    /** The port that IANA has for Gearman. */
    public static final int DEFAULT_PORT = 4730;

    public HostPort {
        requireNonNull(host, "host");
        if (host.isBlank() || host.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("host '" + host + "' (expected: a name or an address)");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " (expected: 1..65535)");
        }
    }

    /** Reads {@code host}, {@code host:port} or {@code [::1]:port}; without a port it is 4730. */
    public static HostPort parse(String text) {
        String address = text.strip();
        int bracket = address.indexOf(']');
        if (address.startsWith("[") && bracket > 0) {
            return new HostPort(address.substring(1, bracket), port(text, address.substring(bracket + 1)));
        }
        int colon = address.indexOf(':');
        if (colon < 0 || colon != address.lastIndexOf(':')) {
            return new HostPort(address, DEFAULT_PORT);
        }
        return new HostPort(address.substring(0, colon), port(text, address.substring(colon)));
    }

    /** Reads a list with commas between. */
    public static List<HostPort> parseList(String text) {
        return Arrays.stream(text.split(",")).map(HostPort::parse).toList();
    }

    private static int port(String text, String colonAndPort) {
        if (colonAndPort.isEmpty()) {
            return DEFAULT_PORT;
        }
        try {
            if (colonAndPort.charAt(0) == ':') {
                return Integer.parseInt(colonAndPort.substring(1));
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("address '" + text + "' (expected: host:port)", notANumber);
        }
        throw new IllegalArgumentException("address '" + text + "' (expected: host:port)");
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
